import { weekdayOf } from '../sales/day-number.ts'
import { blockDays } from './outlook.ts'

const leastExposure = 0.5

/**
 * A series in blocks of seven days, the last of which ends with its last day, as if all its days were plain: what was sold on the days that are known, over what share of a plain
 * week these days are by weekday and calendar. NaN where that is less than half. The first block begins up to six days before the first number, with days without a sale.
 *
 * @param factors by day, 1 for a plain one, from `factorsFirstDay` on; they reach to the last day of `units`
 * @param weekdayShares Monday first, adding up to 1
 */
export function plainBlocks(
  { firstDay, units }: { readonly firstDay: number; readonly units: Float64Array },
  factors: Float64Array,
  factorsFirstDay: number,
  weekdayShares: ArrayLike<number>,
): Float64Array {
  const count = Math.ceil(units.length / blockDays)
  const before = count * blockDays - units.length
  return Float64Array.from({ length: count }, (_, block) => {
    let sold = 0
    let exposure = 0
    for (let at = block * blockDays - before; at < (block + 1) * blockDays - before; at++) {
      const value = at < 0 ? 0 : (units[at] as number)
      if (Number.isNaN(value)) continue
      const day = firstDay + at
      sold += value
      exposure += (weekdayShares[weekdayOf(day)] as number) * (factors[day - factorsFirstDay] ?? 1)
    }
    return exposure < leastExposure ? Number.NaN : sold / exposure
  })
}
