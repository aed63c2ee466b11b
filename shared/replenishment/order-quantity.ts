/** What falls short by less than this, in units, is rounding. */
const negligible = 1e-6

/**
 * How much to order so that at least `shortage` units come: whole packs, and no less than the least the supplier takes. Nothing
 * when nothing is short. All in units.
 */
export function orderQuantity(shortage: number, packSize: number, minimumOrderQuantity: number): number {
  if (shortage <= negligible) return 0
  const packs = Math.ceil(Math.max(shortage, minimumOrderQuantity) / packSize - negligible)
  // Packs of 0.1 would else come to 0.30000000000000004.
  return Number((packs * packSize).toPrecision(12))
}
