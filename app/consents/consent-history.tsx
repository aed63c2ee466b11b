import type { ConsentHistory as History } from '#shared/contracts/consents.ts'
import { consentWords } from '#shared/customers/consent-words.ts'
import { Badge } from '../components/badge.tsx'
import { Table } from '../components/table.tsx'
import { formatMoment } from '../format/format-moment.ts'
import { useTimeZone } from '../session/use-session.ts'
import { consentMethodNames } from './consent-words.ts'

/** Everything the person ever allowed and refused, with what shows that they did. */
export function ConsentHistory({ history }: { history: History['history'] }) {
  const timeZone = useTimeZone()
  return (
    <Table
      caption="What was said, the newest first"
      rows={history}
      rowKey={({ eventId, purpose, channel }) => `${eventId} ${purpose} ${channel}`}
      columns={[
        { key: 'what', label: 'What for', cell: (row) => consentWords(row.purpose, row.channel) },
        {
          key: 'said',
          label: 'Said',
          cell: (row) => <Badge tone={row.isGranted ? 'good' : 'bad'}>{row.isGranted ? 'Yes' : 'No'}</Badge>,
        },
        { key: 'when', label: 'When', cell: (row) => formatMoment(row.statedAt, timeZone) },
        {
          key: 'proof',
          label: 'What shows it',
          cell: ({ proof, source, signal }) => (
            <span>
              {signal !== null
                ? 'Global Privacy Control of the browser'
                : proof === null
                  ? 'As the source told it'
                  : consentMethodNames[proof.method]}
              <span className="cell-note">
                {source}
                {proof?.textVersion ? ` · wording ${proof.textVersion}` : ''}
                {proof === null
                  ? ''
                  : ` · noted by ${proof.recordedBy === 'person' ? 'the person' : proof.recordedBy}`}
              </span>
            </span>
          ),
        },
      ]}
    />
  )
}
