/**
 * Locally weighted regression of values at positions 0, 1, … (Cleveland 1979): a line through the `span` nearest points, weighted by the tricube
 * of their distance and by `robustness` when given, read at positions `from` to `to` (which may lie outside). Every `jump`-th position is computed and
 * those between lie on a line, as in Cleveland, Cleveland, McRae and Terpenning (1990).
 */
export function loess(
  values: Float64Array,
  span: number,
  jump: number,
  robustness: Float64Array | null,
  from = 0,
  to = values.length - 1,
): Float64Array {
  const result = new Float64Array(to - from + 1)
  let before = from
  for (let position = from; ; position = Math.min(position + jump, to)) {
    result[position - from] = localLine(values, span, robustness, position)
    const left = result[before - from] as number
    const rise = ((result[position - from] as number) - left) / Math.max(1, position - before)
    for (let at = before + 1; at < position; at++) result[at - from] = left + rise * (at - before)
    before = position
    if (position === to) return result
  }
}

function localLine(
  values: Float64Array,
  span: number,
  robustness: Float64Array | null,
  position: number,
): number {
  const count = values.length
  const width = Math.min(span, count)
  const left = Math.max(0, Math.min(count - width, position - ((width - 1) >> 1)))
  const right = left + width - 1
  let reach = Math.max(position - left, right - position)
  if (span > count) reach += (span - count) >> 1
  let weights = 0
  let places = 0
  let squares = 0
  let sums = 0
  let products = 0
  for (let at = left; at <= right; at++) {
    const away = at - position
    const distance = Math.abs(away)
    if (distance > 0.999 * reach && reach > 0) continue
    const share = reach > 0 ? distance / reach : 0
    const tricube = distance <= 0.001 * reach ? 1 : (1 - share * share * share) ** 3
    const weight = robustness === null ? tricube : tricube * (robustness[at] as number)
    const value = values[at] as number
    weights += weight
    places += weight * away
    squares += weight * away * away
    sums += weight * value
    products += weight * away * value
  }
  if (!(weights > 0)) return values[Math.max(0, Math.min(count - 1, position))] as number
  const middle = places / weights
  const spread = squares / weights - middle * middle
  const mean = sums / weights
  // With all points (nearly) in one place a line has no slope.
  if (Math.sqrt(Math.max(0, spread)) <= 0.001 * (count - 1)) return mean
  return mean - middle * ((products / weights - middle * mean) / spread)
}
