import { type BoughtDays, mostPurchases } from './bought-days.ts'

/** From here on a quantity is worth a word: half as much again as usual, or a third less. */
const muchMore = 1.5
const muchLess = 1 / muchMore

/**
 * What a prediction follows from, in words for a shop's staff: how often and how regularly it was bought, when last, whether
 * more was taken than usual, whether it is bought at one time of the year, whether the season moves it (by `seasonalShift` days, below 0: earlier).
 */
export function consumptionFactors(
  { days, quantities }: BoughtDays,
  today: number,
  {
    sizeExponent,
    seasonalShift,
    isYearly,
  }: { sizeExponent: number; seasonalShift: number; isYearly: boolean },
): string[] {
  const gaps = days.slice(1).map((day, index) => day - (days[index] ?? day))
  const average = gaps.reduce((sum, gap) => sum + gap, 0) / gaps.length
  const times = days.length === mostPurchases ? `the last ${mostPurchases} times` : `${days.length} times`
  const factors = [`bought ${times}, every ${inDays(average)} on average`]
  const [shortest, longest] = [Math.min(...gaps), Math.max(...gaps)]
  factors.push(
    shortest === longest ? 'always with the same gap' : `gaps from ${shortest} to ${inDays(longest)}`,
  )
  const since = today - (days.at(-1) ?? today)
  factors.push(since === 0 ? 'last bought today' : `last bought ${inDays(since)} ago`)
  const quantity = quantityFactor(quantities)
  if (quantity !== null && sizeExponent > 0) factors.push(quantity)
  if (isYearly) factors.push('always about the same time of the year')
  if (seasonalShift !== 0) {
    factors.push(
      `${inDays(Math.abs(seasonalShift))} ${seasonalShift < 0 ? 'earlier' : 'later'} for the time of the year`,
    )
  }
  return factors
}

function quantityFactor(quantities: readonly number[]): string | null {
  const before = quantities.slice(0, -1).sort((left, right) => left - right)
  const usual = before[Math.floor(before.length / 2)]
  const last = quantities.at(-1)
  if (usual === undefined || last === undefined) return null
  const ratio = last / usual
  if (ratio >= muchMore)
    return ratio === 2 ? 'took double the usual quantity' : `took ${rounded(ratio)} times the usual quantity`
  return ratio <= muchLess ? `took ${Math.round(ratio * 100)} % of the usual quantity` : null
}

function inDays(days: number): string {
  const text = rounded(days)
  return text === '1' ? '1 day' : `${text} days`
}

/** One decimal below ten, none above. */
function rounded(value: number): string {
  return String(value < 10 ? Math.round(value * 10) / 10 : Math.round(value))
}
