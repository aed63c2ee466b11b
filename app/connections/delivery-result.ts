import type { DeliveryView } from '#shared/contracts/connections.ts'
import { countOf } from '../format/format-number.ts'
import { reasonText, verdictWords } from './connection-words.ts'

type Told = Pick<DeliveryView, 'verdict' | 'reason' | 'acceptedCount' | 'duplicateCount' | 'quarantinedCount'>

/** "1 new event, 2 known already"; "" for a delivery that came to none. */
export function deliveryCounts({
  acceptedCount,
  duplicateCount,
  quarantinedCount,
}: Omit<Told, 'reason' | 'verdict'>): string {
  const parts = [
    acceptedCount > 0 ? countOf(acceptedCount, 'new event') : '',
    duplicateCount > 0 ? `${duplicateCount} known already` : '',
    quarantinedCount > 0 ? `${quarantinedCount} in quarantine` : '',
  ]
  return parts.filter(Boolean).join(', ')
}

/** What a delivery turned into, in a line: "1 new event, 2 known already", or why it came to nothing. */
export function deliveryResult(delivery: Told): string {
  const counts = deliveryCounts(delivery)
  const why = delivery.reason === null ? '' : reasonText(delivery.reason)
  if (counts === '') return why || verdictWords[delivery.verdict].meaning
  return why === '' ? counts : `${counts}. ${why}`
}
