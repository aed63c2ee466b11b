/** At most this share of a list is of one category, as long as there is anything else. */
const largestShare = 0.5
const alwaysAllowed = 2

/**
 * The first `count`, but of no category more than half: what is too much of one is put off and only fills what would be
 * left empty. Products of no category are not counted as one.
 */
export function spreadCategories<Offer>(
  offers: readonly Offer[],
  count: number,
  categoryOf: (offer: Offer) => string | null,
): Offer[] {
  const most = Math.max(alwaysAllowed, Math.ceil(count * largestShare))
  const taken: Offer[] = []
  const putOff: Offer[] = []
  const counts = new Map<string, number>()
  for (const offer of offers) {
    if (taken.length >= count) break
    const category = categoryOf(offer)
    const already = category === null ? 0 : (counts.get(category) ?? 0)
    if (already >= most) {
      putOff.push(offer)
      continue
    }
    if (category !== null) counts.set(category, already + 1)
    taken.push(offer)
  }
  return [...taken, ...putOff].slice(0, Math.max(0, count))
}
