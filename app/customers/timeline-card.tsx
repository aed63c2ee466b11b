import { useFetcher } from '@remix-run/react'
import { useEffect, useState } from 'react'
import type { Timeline, TimelineItem } from '#shared/contracts/customers.ts'
import { ButtonLink } from '../components/button.tsx'
import { Card } from '../components/card.tsx'
import { EmptyState, LoadingState } from '../components/states.tsx'
import { countOf } from '../format/format-number.ts'
import type { loader } from '../routes/_app.customers.$customerId.tsx'
import { TimelineEntry } from './timeline-entry.tsx'

interface TimelineCardProps {
  customerId: string
  start: Timeline
  /** Whether `start` begins with the newest event. */
  isStart: boolean
  eventCount: number
}

/** Everything that happened, newest first. More is added below; without script the link leads further back instead. */
export function TimelineCard({ customerId, start, isStart, eventCount }: TimelineCardProps) {
  const older = useOlderItems(start)
  const items = [...start.items, ...older.items]
  const nextCursor = older.nextCursor
  const address = `/customers/${encodeURIComponent(customerId)}`
  return (
    <Card title="Timeline" note={countOf(eventCount, 'event')} id="timeline">
      {items.length === 0 ? (
        <EmptyState title="Nothing has happened yet">Events of this customer will be listed here.</EmptyState>
      ) : (
        <ol className="timeline">
          {items.map((item) => (
            <TimelineEntry key={`${item.source} ${item.id}`} item={item} />
          ))}
        </ol>
      )}
      {older.isLoading ? <LoadingState label="Loading older events" lineCount={3} /> : null}
      <div className="row timeline-more">
        {nextCursor === null ? null : (
          <ButtonLink
            small
            to={`${address}?timeline=${encodeURIComponent(nextCursor)}#timeline`}
            onClick={(event) => {
              event.preventDefault()
              older.load(`${address}?timeline=${encodeURIComponent(nextCursor)}`)
            }}
          >
            Load more
          </ButtonLink>
        )}
        {isStart ? null : (
          <ButtonLink small to={`${address}#timeline`}>
            Back to the newest
          </ButtonLink>
        )}
      </div>
    </Card>
  )
}

interface OlderItems extends Timeline {
  isLoading: boolean
  load(address: string): void
}

/** The pages that were added below the first one. */
function useOlderItems(start: Timeline): OlderItems {
  const fetcher = useFetcher<typeof loader>()
  const [items, setItems] = useState<TimelineItem[]>([])
  const [nextCursor, setNextCursor] = useState(start.nextCursor)
  const page = fetcher.data?.timeline
  useEffect(() => {
    if (page === undefined) return
    setItems((present) => [...present, ...page.items])
    setNextCursor(page.nextCursor)
  }, [page])
  return {
    items,
    nextCursor,
    isLoading: fetcher.state === 'loading',
    load: (address) => fetcher.load(address),
  }
}
