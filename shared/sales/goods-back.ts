/** Goods that are out for longer, and still are, may be gone for good. */
export const longestOpenDays = 28
/** Goods that were out for longer, and came back, are those of a season. */
export const longestEndedDays = 63
/** Of fewer stock-outs nobody can say how they end. */
const fewestSeen = 10
/** Goods of which fewer come back are not sold any more. */
const leastBackRate = 0.1

/**
 * How stock-outs of a shop went on that began at least nine weeks before the last day. Plain data: the number at place n is of those that lasted n
 * days or more.
 */
export interface StockOutEnds {
  readonly lasted: number[]
  /** Of those, how many were over within nine weeks. */
  readonly ended: number[]
  /** How many were over on the last day, however late. */
  readonly back: number[]
}

export function noStockOutEnds(): StockOutEnds {
  const none = () => new Array<number>(longestEndedDays + 1).fill(0)
  return { lasted: none(), ended: none(), back: none() }
}

/**
 * Adds the stock-outs of one item in one place.
 *
 * @param units day by day, NaN where nothing was there; the last one is that of the last day known
 */
export function addStockOutEnds({ lasted, ended, back }: StockOutEnds, units: Float64Array): void {
  for (let from = 0; from + longestEndedDays < units.length; from += 1) {
    let to = from
    while (to < units.length && Number.isNaN(units[to])) to += 1
    const isBack = to < units.length
    const isEnded = isBack && to - from <= longestEndedDays
    for (let days = 1; days <= Math.min(to - from, longestEndedDays); days += 1) {
      lasted[days] = (lasted[days] ?? 0) + 1
      if (isEnded) ended[days] = (ended[days] ?? 0) + 1
      if (isBack) back[days] = (back[days] ?? 0) + 1
    }
    from = to
  }
}

/** Of goods that are out for so many days and still are, the share that comes back within nine weeks: 0 to 1, and 0 where too few were seen. */
export function backRate({ lasted, ended }: StockOutEnds, days: number): number {
  const seen = lasted[days] ?? 0
  return seen < fewestSeen ? 0 : (ended[days] ?? 0) / seen
}

/** Whether goods that are out for so many days and still are will hardly come back: of the shop's others, as long out, less than a tenth did. False where too few were seen. */
export function areGone({ lasted, back }: StockOutEnds, days: number): boolean {
  if (days <= longestOpenDays) return false
  const at = Math.min(days, longestEndedDays)
  const seen = lasted[at] ?? 0
  return seen >= fewestSeen && (back[at] ?? 0) < leastBackRate * seen
}
