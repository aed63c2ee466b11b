import type { PredictionChanges } from '#shared/database/prediction-changes.ts'

/** How changes of predictions get from where they are kept to the live feed, of one tenant. */
export interface ChangesPorts {
  /** Those that were not told yet, the earliest first, at most `limit` of each. */
  unpublished(limit: number): Promise<PredictionChanges>
  /** Tells them to whoever watches; what was told before is not told again. */
  publish(changes: PredictionChanges): Promise<void>
  /** Notes that they were told. The ids of those that are still there. */
  markPublished(changes: PredictionChanges): Promise<ReadonlySet<string>>
  /** Takes changes back that were deleted while they were being told: the person objected, say. */
  takeBack(changeIds: readonly string[]): Promise<void>
}

/** A message of the live feed has at most so many of each. */
const changesTogether = 100

/**
 * Tells all changes that wait, at most so many messages of them; the rest wait for the next step or minute. Whoever does it
 * again, or at the same time, tells none of them twice.
 */
export async function publishChanges(ports: ChangesPorts, mostMessages = 100): Promise<void> {
  for (let message = 0; message < mostMessages; message += 1) {
    const changes = await ports.unpublished(changesTogether)
    const ids = [
      ...changes.movements.map(({ movementId }) => movementId),
      ...changes.consumptionEvents.map(({ eventId }) => eventId),
    ]
    if (ids.length === 0) return
    await ports.publish(changes)
    const kept = await ports.markPublished(changes)
    const gone = ids.filter((id) => !kept.has(id))
    if (gone.length > 0) await ports.takeBack(gone)
  }
}
