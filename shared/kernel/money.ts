import { fail, type Result, succeed } from './result.ts'

/** An amount in the smallest unit of its currency (cents, yen, fils): always a whole number below 2^53. */
export interface Money {
  readonly amountMinor: number
  readonly currency: string
}

const digitsByCurrency = new Map<string, number | undefined>()
const knownCurrencies = new Set(Intl.supportedValuesOf('currency'))

/**
 * How many decimal digits a currency has by ISO 4217: 2 for GBP, 0 for JPY, 3 for KWD.
 * Undefined for a code that is not a currency.
 */
export function minorUnitDigits(currency: string): number | undefined {
  if (!digitsByCurrency.has(currency)) {
    digitsByCurrency.set(
      currency,
      knownCurrencies.has(currency)
        ? new Intl.NumberFormat('en', { style: 'currency', currency }).resolvedOptions().maximumFractionDigits
        : undefined,
    )
  }
  return digitsByCurrency.get(currency)
}

/**
 * A decimal amount as a shop writes it ("12.50", 12.5, "-3", "0.001") in minor units, rounded half away from zero.
 * Works on the digits, so 0.1 + 0.2 style errors cannot happen.
 *
 * Fails with `unknown-currency`, `invalid-amount` (not a plain decimal number) or `amount-too-large` (2^53 or more).
 */
export function toMinorUnits(amount: string | number, currency: string): Result<number> {
  const digits = minorUnitDigits(currency)
  if (digits === undefined) {
    return fail({ kind: 'unknown-currency', message: `${currency} is not a currency code`, retryable: false })
  }
  const scaled = scaleDecimal(typeof amount === 'number' ? plainDecimal(amount) : amount.trim(), digits)
  if (scaled === undefined) {
    return fail({ kind: 'invalid-amount', message: `${amount} is not an amount`, retryable: false })
  }
  if (!Number.isSafeInteger(scaled)) {
    return fail({ kind: 'amount-too-large', message: `${amount} is too large an amount`, retryable: false })
  }
  return succeed(scaled)
}

/**
 * quantity x unit price of one order line in minor units, rounded once, half away from zero.
 * Both are decimals as written. Fails like {@link toMinorUnits}.
 */
export function lineAmountMinor(
  quantity: string | number,
  unitPrice: string | number,
  currency: string,
): Result<number> {
  const small = smallLineAmountMinor(quantity, unitPrice, currency)
  if (small !== undefined) return succeed(small)
  const left = decimalParts(typeof quantity === 'number' ? plainDecimal(quantity) : quantity.trim())
  const right = decimalParts(typeof unitPrice === 'number' ? plainDecimal(unitPrice) : unitPrice.trim())
  if (left === undefined || right === undefined) {
    return fail({
      kind: 'invalid-amount',
      message: `${quantity} x ${unitPrice} is not an amount`,
      retryable: false,
    })
  }
  const product = left.coefficient * right.coefficient
  const places = left.places + right.places
  const sign = product < 0n ? '-' : ''
  const text = (product < 0n ? -product : product).toString().padStart(places + 1, '0')
  const cut = text.length - places
  return toMinorUnits(`${sign}${text.slice(0, cut)}${places > 0 ? `.${text.slice(cut)}` : ''}`, currency)
}

/** So small a product, in whatever currency, is far below 2^53. */
const mostOfSmallProduct = 1e12
const smallDecimal = /^-?\d{1,6}(?:\.\d{1,3})?$/

/** The same of two short decimals, of which the product is a whole number that JavaScript has: nearly all lines there are. */
function smallLineAmountMinor(
  quantity: string | number,
  unitPrice: string | number,
  currency: string,
): number | undefined {
  if (typeof quantity === 'number' || typeof unitPrice === 'number') return undefined
  const digits = minorUnitDigits(currency)
  if (digits === undefined || !smallDecimal.test(quantity) || !smallDecimal.test(unitPrice)) return undefined
  const product = Number(quantity.replace('.', '')) * Number(unitPrice.replace('.', ''))
  if (Math.abs(product) > mostOfSmallProduct) return undefined
  const surplus = placesOf(quantity) + placesOf(unitPrice) - digits
  if (surplus <= 0) return product * 10 ** -surplus + 0
  const unit = 10 ** surplus
  const size = Math.abs(product) + unit / 2
  return Math.sign(product) * ((size - (size % unit)) / unit) + 0
}

function placesOf(decimal: string): number {
  const point = decimal.indexOf('.')
  return point === -1 ? 0 : decimal.length - point - 1
}

/** Minor units as a plain decimal string in the currency's own digits: (1250, "GBP") is "12.50". */
export function toDecimalString(amountMinor: number, currency: string): string {
  const digits = minorUnitDigits(currency) ?? 2
  const text = Math.abs(amountMinor)
    .toString()
    .padStart(digits + 1, '0')
  const sign = amountMinor < 0 ? '-' : ''
  return digits === 0
    ? `${sign}${text}`
    : `${sign}${text.slice(0, text.length - digits)}.${text.slice(text.length - digits)}`
}

/**
 * Minor units of another currency for one minor unit of `from`, by the rate between whole units: yen have no digits
 * after the point, so at 190 yen a pound one penny is 1.9 of the smallest unit of yen. A code that is not a currency
 * counts as one of two digits.
 */
export function minorUnitRate(
  from: string,
  to: { readonly currency: string; readonly rate: number },
): number {
  return to.rate * 10 ** ((minorUnitDigits(to.currency) ?? 2) - (minorUnitDigits(from) ?? 2))
}

/** Minor units in another currency, rounded half away from zero: as SQLite's `round` does. */
export function convertMinor(amountMinor: number, rate: number): number {
  const converted = amountMinor * rate
  return Math.trunc(converted + (converted < 0 ? -0.5 : 0.5)) + 0
}

const decimalPattern = /^([+-]?)(\d*)(?:\.(\d*))?$/

function decimalParts(text: string): { coefficient: bigint; places: number } | undefined {
  const match = decimalPattern.exec(text)
  if (match === null) return undefined
  const whole = match[2] ?? ''
  const fraction = match[3] ?? ''
  if (whole === '' && fraction === '') return undefined
  const coefficient = BigInt(`${whole}${fraction}`)
  return { coefficient: match[1] === '-' ? -coefficient : coefficient, places: fraction.length }
}

function scaleDecimal(text: string, digits: number): number | undefined {
  const match = decimalPattern.exec(text)
  if (match === null) return undefined
  const whole = match[2] ?? ''
  const fraction = match[3] ?? ''
  if (whole === '' && fraction === '') return undefined
  const kept = Number(`${whole}${fraction.slice(0, digits).padEnd(digits, '0')}`)
  const rounded = kept + (fraction.charCodeAt(digits) >= 53 /* '5' */ ? 1 : 0)
  return match[1] === '-' && rounded !== 0 ? -rounded : rounded
}

/** A JSON number in plain notation; exponents appear only beyond what a price can be, and then fail the pattern. */
function plainDecimal(value: number): string {
  return Number.isFinite(value) ? String(value) : ''
}
