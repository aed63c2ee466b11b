import type { CanonicalEvent } from '../events/event.ts'
import { webhookSources } from '../sources/registry.ts'

/** Whether an event may have come in a delivery that is logged: of a source that delivers, and not under a key that stands in pages. */
export function mayHaveDelivery({
  source,
  hasPublicSender,
}: Pick<CanonicalEvent, 'source' | 'hasPublicSender'>): boolean {
  return hasPublicSender !== true && webhookSources.has(source.split('/')[0] ?? '')
}
