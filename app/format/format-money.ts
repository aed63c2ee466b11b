import { minorUnitDigits } from '#shared/kernel/money.ts'

const formats = new Map<string, Intl.NumberFormat>()

interface MoneyView {
  readonly amountMinor: number
  readonly currency: string
}

/** "£1,234.50": exact, in the currency's own digits. The same on the server and in every browser. */
export function formatMoney(money: MoneyView): string {
  const digits = minorUnitDigits(money.currency) ?? 2
  return moneyFormat(money.currency, digits, digits).format(money.amountMinor / 10 ** digits)
}

/** "£901,075": to the whole unit, for a figure that is read from afar. */
export function formatMoneyWhole(money: MoneyView): string {
  return moneyFormat(money.currency, 0, 0).format(
    money.amountMinor / 10 ** (minorUnitDigits(money.currency) ?? 2),
  )
}

const scales = [
  { from: 1e9, divisor: 1e9, suffix: 'B' },
  { from: 1e6, divisor: 1e6, suffix: 'M' },
  { from: 1e5, divisor: 1e3, suffix: 'K' },
] as const

/**
 * "£2.50", "£1,235" or "£12.3M": for axes, where the exact figure stands in the table beside. The letters are ours,
 * because browsers disagree on them and a page must read the same before and after its script runs.
 */
export function formatMoneyShort(money: MoneyView): string {
  const major = money.amountMinor / 10 ** (minorUnitDigits(money.currency) ?? 2)
  if (Math.abs(major) < 10 && !Number.isInteger(major)) return formatMoney(money)
  const scale = scales.find((candidate) => Math.abs(major) >= candidate.from)
  if (scale === undefined) return moneyFormat(money.currency, 0, 0).format(major)
  return `${moneyFormat(money.currency, 0, 1).format(major / scale.divisor)}${scale.suffix}`
}

function moneyFormat(currency: string, fewestDigits: number, mostDigits: number): Intl.NumberFormat {
  const key = `${currency} ${fewestDigits} ${mostDigits}`
  let format = formats.get(key)
  if (format === undefined) {
    format = new Intl.NumberFormat('en-GB', {
      style: 'currency',
      currency,
      minimumFractionDigits: fewestDigits,
      maximumFractionDigits: mostDigits,
    })
    formats.set(key, format)
  }
  return format
}
