/** What was decided about a delivery. */
export const deliveryVerdicts = [
  'accepted',
  'duplicate',
  'quarantined',
  'nothing-to-do',
  'handshake',
  'refused',
  'malformed',
  'failed',
] as const
export type DeliveryVerdict = (typeof deliveryVerdicts)[number]

/** Verdicts that somebody has to look at: the others are what a connection is for. */
export const troubledVerdicts: ReadonlySet<DeliveryVerdict> = new Set([
  'quarantined',
  'refused',
  'malformed',
  'failed',
])
