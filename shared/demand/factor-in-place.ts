/** Where a place sells more than so many times what all do, hardly anybody else sells anything: what a category does then says how much of it is sold there. */
const mostRatio = 10

/**
 * What a category sells in a place or region on a day on which that place sells `ratio` times as much as its country: so many times what the category sells in all of the country. Of more than ten times as much the place's own
 * factor holds for all that is sold there, but for a category of which nobody buys anything on that day. For all categories together (`ofCategory` the same as `ofAll`) it is the place's own factor either way.
 *
 * @param ofCategory the factor of the day in all of the country, 1 being a plain day
 * @param ofAll the same of all categories together
 */
export function factorInPlace(ofCategory: number, ofAll: number, ratio: number): number {
  return ratio > mostRatio && ofCategory > 0 ? ofAll * ratio : ofCategory * ratio
}
