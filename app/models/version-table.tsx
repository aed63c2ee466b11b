import { Link } from '@remix-run/react'
import type { ModelVersionView } from '#shared/contracts/models.ts'
import { Badge } from '../components/badge.tsx'
import { Table } from '../components/table.tsx'
import { formatMoment } from '../format/format-moment.ts'
import { formatCount } from '../format/format-number.ts'
import { useMay, useSession } from '../session/use-session.ts'
import { headlineOf } from './headline-metric.ts'
import { modelVersionAddress, promotionAddress } from './model-address.ts'
import { versionStates } from './model-words.ts'
import { verdictWords } from './verdict-words.ts'

/** The versions of one model, the newest first: what became of each, and the way to take it into use. */
export function VersionTable({ versions }: { versions: readonly ModelVersionView[] }) {
  const { timeZone, currency } = useSession().tenant
  const mayPromote = useMay('models:manage')
  return (
    <Table
      caption="Versions, the newest first"
      rows={versions}
      rowKey={({ name }) => name}
      columns={[
        {
          key: 'name',
          label: 'Version',
          cell: ({ kind, version, name, algorithm, origin }) => (
            <>
              <span className="row badges">
                <Link to={modelVersionAddress(kind, version)}>{name}</Link>
                {origin === 'uploaded' ? <Badge tone="info">Uploaded</Badge> : null}
              </span>
              <span className="cell-note">{algorithm}</span>
            </>
          ),
        },
        {
          key: 'state',
          label: 'State',
          cell: ({ state, verdict }) => (
            <>
              <Badge tone={versionStates[state].tone}>{versionStates[state].name}</Badge>
              <span className="cell-note">{verdictWords(verdict)}</span>
            </>
          ),
        },
        {
          key: 'quality',
          label: 'How good',
          cell: (version) => headlineOf(version, currency) ?? 'Not measured',
        },
        {
          key: 'trained',
          label: 'Trained',
          cell: ({ trainedAt, rowCount, origin }) => (
            <>
              {formatMoment(trainedAt, timeZone)}
              <span className="cell-note">
                {origin === 'uploaded' ? 'elsewhere; measured on' : 'from'} {formatCount(rowCount)} examples
              </span>
            </>
          ),
        },
        ...(mayPromote
          ? [
              {
                key: 'promote',
                label: 'Take into use',
                cell: ({ kind, version, name, state, artifactDeletedAt }: ModelVersionView) =>
                  state === 'champion' || artifactDeletedAt !== null ? (
                    state === 'champion' ? (
                      'It is'
                    ) : (
                      'Only its figures are left'
                    )
                  ) : (
                    <Link to={promotionAddress(kind, version)} className="action">
                      {state === 'retired' ? 'Go back to it…' : 'Take into use…'}
                      <span className="visually-hidden"> {name}</span>
                    </Link>
                  ),
              },
            ]
          : []),
      ]}
    />
  )
}
