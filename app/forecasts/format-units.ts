import { formatCount } from '../format/format-number.ts'

const tenths = new Intl.NumberFormat('en-GB', { maximumFractionDigits: 1 })
const oneDecimalBelow = 20

/** Units that are expected: "1,240", "4.5", "< 0.1". No more digits than such a figure can be trusted with. */
export function formatUnits(units: number): string {
  if (units > 0 && units < 0.05) return '< 0.1'
  return Math.abs(units) < oneDecimalBelow ? tenths.format(units) : formatCount(units)
}

/** "120 to 180", "12" where both ends read the same. */
export function formatUnitRange(lower: number, upper: number): string {
  const [from, to] = [formatUnits(lower), formatUnits(upper)]
  return from === to ? from : `${from} to ${to}`
}
