import type { ConsentsView } from '#shared/contracts/customers.ts'
import { Badge } from '../components/badge.tsx'
import { Card } from '../components/card.tsx'
import { formatDate } from '../format/format-moment.ts'
import { useTimeZone } from '../session/use-session.ts'
import { marketingWord } from './marketing-word.ts'
import { type MessageChannel, messageChannelNames } from './message-senders.ts'

interface MarketingWordsProps {
  consents: ConsentsView
  /** Those that can be sent by. */
  channels: readonly MessageChannel[]
}

/** Whether marketing may be sent by each channel, and which word of the person decides. */
export function MarketingWords({ consents, channels }: MarketingWordsProps) {
  const timeZone = useTimeZone()
  return (
    <Card title="Marketing">
      <dl className="definition-list">
        {channels.map((channel) => {
          const { isAllowed, said } = marketingWord(consents, channel)
          return (
            <div key={channel}>
              <dt>{messageChannelNames[channel]}</dt>
              <dd>
                {said === undefined ? (
                  <Badge tone="warn">Never asked</Badge>
                ) : (
                  <Badge tone={isAllowed ? 'good' : 'bad'}>{isAllowed ? 'Allowed' : 'Not allowed'}</Badge>
                )}
                <p className="small">
                  {said === undefined
                    ? 'They said neither yes nor no, so Patron does not stop it. Whether you may is for you to know.'
                    : `They said ${isAllowed ? 'yes' : 'no'}${said.channel === null ? ' for all channels' : ''} on ${formatDate(said.since, timeZone)}, through ${said.source}.`}
                </p>
              </dd>
            </div>
          )
        })}
      </dl>
    </Card>
  )
}
