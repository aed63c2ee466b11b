import { Link } from '@remix-run/react'
import type { DeliveryView } from '#shared/contracts/connections.ts'
import { Notice } from '../components/notice.tsx'
import { verdictWords } from './connection-words.ts'

/** Waits for the first delivery, and says what became of it. `latest` is the newest one, if there is any. */
export function FirstDelivery({ latest }: { latest: DeliveryView | undefined }) {
  if (latest === undefined) {
    return (
      <Notice>
        <p>
          <strong>Waiting for the first event.</strong> This changes by itself as soon as something arrives.
        </p>
      </Notice>
    )
  }
  const { tone, label, meaning } = verdictWords[latest.verdict]
  const isEvent = latest.verdict === 'accepted' || latest.verdict === 'duplicate'
  return (
    <Notice tone={tone === 'bad' ? 'warn' : isEvent ? 'good' : 'info'}>
      <p>
        <strong>{isEvent ? 'First event received.' : `Something arrived: ${label.toLowerCase()}.`}</strong>{' '}
        {isEvent ? '' : `${meaning} `}
        <Link to={`/deliveries/${encodeURIComponent(latest.id)}`}>See what became of it</Link>
      </p>
    </Notice>
  )
}
