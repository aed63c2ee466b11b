import { Link } from '@remix-run/react'
import { useRef } from 'react'
import { Notice } from '../components/notice.tsx'
import { formatDuration } from '../format/format-duration.ts'
import type { Arrival } from './first-event.ts'

interface FirstEventNoticeProps {
  /** Undefined while nothing has arrived. */
  arrival: Arrival | undefined
  /** When the page was loaded, or loaded again, UTC epoch ms. */
  nowMs: number
  /** What to do so that something arrives. */
  children?: string
}

/** Waits for the first event, and says what came, how long ago, and what became of it. */
export function FirstEventNotice({ arrival, nowMs, children = '' }: FirstEventNoticeProps) {
  const hasWaited = useRef(false)
  if (arrival === undefined) {
    hasWaited.current = true
    return (
      <Notice>
        <p>
          <span className="waiting-dot" aria-hidden="true" /> <strong>Waiting for the first event.</strong>{' '}
          {children} This changes by itself as soon as something arrives.
        </p>
      </Notice>
    )
  }
  const { outcome, title, meaning, receivedAt, to } = arrival
  const isFirst = arrival.isFirst || hasWaited.current
  const agoMs = Math.max(0, nowMs - Date.parse(receivedAt))
  return (
    <Notice tone={outcome === 'event' ? 'good' : outcome === 'wrong' ? 'warn' : 'info'}>
      <p>
        <strong>{headline(outcome, isFirst)}</strong>{' '}
        <span>
          {title}, {agoMs < 1_000 ? 'just now' : `${formatDuration(agoMs)} ago`}.
        </span>{' '}
        {meaning === '' ? '' : `${meaning} `}
        <Link to={to}>See what became of it</Link>
      </p>
    </Notice>
  )
}

function headline(outcome: Arrival['outcome'], isFirst: boolean): string {
  if (outcome !== 'event') return 'Something arrived.'
  return isFirst ? 'First event received.' : 'Events arrive.'
}
