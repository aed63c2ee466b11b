import type { AcceptedShop } from '../shop/accepted-shop.ts'
import { keyOfEvent } from '../shop/sent-event.ts'
import type { Differences } from './differences.ts'

/**
 * Each accepted event has to be in the archive at one place of the log. Segments may overlap when a range was processed
 * in other pieces the second time, so the same place may be told twice.
 */
export function checkArchive(
  accepted: AcceptedShop,
  segments: Iterable<string>,
  differences: Differences,
): void {
  const places = new Map<string, string>()
  for (const segment of segments) {
    // An empty one only takes a place, so that what was claimed before somebody was forgotten is not written.
    for (const line of segment === '' ? [] : segment.split('\n')) {
      const { shard, sequence, index, event } = JSON.parse(line)
      const key = `${event.source}:${event.id}`
      const place = `${shard}-${sequence}-${index}`
      const other = places.get(key)
      if (other !== undefined && other !== place) {
        differences.add('archive', `${key} is there as ${other} and as ${place}`)
      }
      places.set(key, place)
    }
  }
  for (const event of accepted.events) {
    const key = keyOfEvent(event)
    if (!places.delete(key)) differences.add('archive', `${key} is missing`)
  }
  for (const key of places.keys()) differences.add('archive', `${key} was never accepted`)
}
