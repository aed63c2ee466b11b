import type { Replay } from '#shared/contracts/connections.ts'
import { Notice } from '../components/notice.tsx'
import { countOf } from '../format/format-number.ts'
import { reasonText } from './connection-words.ts'

/** What a replay came to. */
export function ReplayResult({ replay }: { replay: Replay }) {
  const { accepted, duplicate, quarantined, problems } = replay
  return (
    <Notice tone={quarantined > 0 ? 'warn' : 'good'}>
      <p>
        <strong>Replayed.</strong> {countOf(accepted, 'new event')}, {duplicate} known already, {quarantined}{' '}
        in quarantine.
      </p>
      {problems.length === 0 ? null : (
        <ul className="bullets">
          {problems.map(({ reason, detail }) => (
            <li key={`${reason} ${detail}`}>
              {reasonText(reason)} {detail}
            </li>
          ))}
        </ul>
      )}
    </Notice>
  )
}
