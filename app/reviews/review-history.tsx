import type { ReviewView } from '#shared/contracts/identity.ts'
import { Card } from '../components/card.tsx'
import { formatMoment } from '../format/format-moment.ts'
import { reviewAct, reviewActor } from '../identity/identity-wording.ts'
import { useTimeZone } from '../session/use-session.ts'

/** Everything that was done with a review: who, when and why. */
export function ReviewHistory({ history }: { history: ReviewView['history'] }) {
  const timeZone = useTimeZone()
  return (
    <Card title="History">
      <ol className="timeline">
        {history.map(({ at, by, act, note }) => (
          <li key={`${at} ${act} ${note}`}>
            <strong>{reviewAct(act)}</strong>
            <p className="small quiet">
              <time dateTime={at}>{formatMoment(at, timeZone)}</time> by {reviewActor(by)}
            </p>
            {note === '' ? null : <p className="small">{note}</p>}
          </li>
        ))}
      </ol>
    </Card>
  )
}
