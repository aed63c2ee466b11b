/** A day that sold this many times the 90 % point of the others, or brought as much, was no such day: a bar code was read as a quantity. Wide on purpose: a wholesale order stays. */
const beyond = 1_000
const fewestDays = 5
/** So many such days in a row, of those with a sale, are no slips: sales have grown. */
const grownDays = 3

interface Days {
  readonly units: Float64Array
  readonly revenueMinor: Float64Array
}

/**
 * Daily sales with slips of the pen lowered to the 90 % point of the days that sold something: one thousand million units of an item would be all that its store, and the shop, ever sold on that weekday. Left
 * alone are series of fewer than five such days, and three such large days in a row or more. The same arrays where nothing is to be lowered.
 */
export function withoutSlips({ units, revenueMinor }: Days): Days {
  return { units: lowered(units), revenueMinor: lowered(revenueMinor) }
}

/** A slip of the pen: what was told of a day (days since 1970-01-01), and what it is taken for. */
export interface Slip {
  readonly day: number
  readonly toldUnits: number
  readonly takenUnits: number
}

/** The slips among the units of some series from the first to the last day, both included, the newest first. */
export function slipsOf(
  all: readonly (Days & { readonly days: Int32Array })[],
  firstDay: number,
  lastDay: number,
): Slip[] {
  const slips = all.flatMap(({ days, units }) => {
    const taken = lowered(units)
    if (taken === units) return []
    return Array.from(days, (day, at) => ({
      day,
      toldUnits: units[at] as number,
      takenUnits: taken[at] as number,
    })).filter(
      ({ day, toldUnits, takenUnits }) => toldUnits !== takenUnits && day >= firstDay && day <= lastDay,
    )
  })
  return slips.sort((one, other) => other.day - one.day)
}

function lowered(values: Float64Array): Float64Array {
  let days = 0
  let smallest = Number.POSITIVE_INFINITY
  let largest = 0
  for (const value of values) {
    if (!isSale(value)) continue
    days++
    smallest = Math.min(smallest, value)
    largest = Math.max(largest, value)
  }
  // This spares most series the sorting.
  if (days < fewestDays || largest <= beyond * smallest) return values
  const sizes = values.filter(isSale).sort()
  const usual = sizes[Math.floor(0.9 * (days - 2))] as number
  if (largest <= beyond * usual) return values
  const isGrown = isPartOfGrowth(values, beyond * usual)
  return values.map((value, at) => (value > beyond * usual && !isGrown(at) ? usual : value))
}

/** Whether a day is one of three in a row, of those with a sale, that all sold more than `most`. Of a day that sold a thousand times more yet they say nothing. */
function isPartOfGrowth(values: Float64Array, most: number): (at: number) => boolean {
  const soldAt = Array.from(values.keys()).filter((at) => isSale(values[at] as number))
  const placeOf = new Map(soldAt.map((at, place) => [at, place]))
  return (at) => {
    const place = placeOf.get(at)
    if (place === undefined) return false
    const least = Math.max(most, (values[at] as number) / beyond)
    const isLarge = (other: number) => (values[soldAt[other] as number] as number) > least
    let from = place
    while (from > 0 && isLarge(from - 1)) from--
    let to = place
    while (to + 1 < soldAt.length && isLarge(to + 1)) to++
    return to - from + 1 >= grownDays
  }
}

const isSale = (value: number) => value > 0 && value < Number.POSITIVE_INFINITY
