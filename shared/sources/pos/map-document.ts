import type { PosReturn, PosSale } from '../../contracts/pos.ts'
import type { OrderChange } from '../../events/order-change.ts'
import type { JsonObject } from '../../kernel/json.ts'
import { minorUnitDigits } from '../../kernel/money.ts'
import { type Result, succeed } from '../../kernel/result.ts'
import { type FieldError, type MappingFailure, refuse } from '../mapping-failure.ts'
import { mapLines } from './map-lines.ts'
import { amountReader } from './read-amount.ts'

/** What is told of the document as a whole: an order's number is unique within its store alone. */
export type PosDocument = Pick<
  OrderChange,
  'currency' | 'lines' | 'totalMinor' | 'taxMinor' | 'discountMinor'
> & { readonly totalMinor: number }

/** A bill's number within the connection: every store has a bill 917. */
export function billOrderId(storeId: string, billNumber: string): string {
  return `${storeId}/${billNumber}`
}

/** The currency a till's event is in, upper case; undefined, with what is wrong in `errors`, when there is none such. */
export function currencyOf(
  currency: string | null | undefined,
  defaultCurrency: string,
  errors: FieldError[],
): string | undefined {
  const code = currency?.toUpperCase() ?? defaultCurrency
  if (minorUnitDigits(code) !== undefined) return code
  errors.push({ pointer: '/currency', detail: 'is not a currency code' })
  return undefined
}

/**
 * The amounts and lines of a sale as they are, or those of a return with their signs turned: a till writes what goes
 * back as positive amounts. Fails with `invalid-order`, a pointer to each wrong field.
 */
export function mapDocument(
  event: PosSale | PosReturn,
  defaultCurrency: string,
): Result<PosDocument, MappingFailure> {
  const errors: FieldError[] = []
  const currency = currencyOf(event.currency, defaultCurrency, errors)
  if (currency === undefined) return refuse('invalid-order', errors)
  const isTakenBack = event.kind === 'return'
  const readAmount = amountReader(currency, errors)
  const signed = (amountMinor: number) => (isTakenBack ? 0 - Math.abs(amountMinor) : amountMinor)
  const totalMinor = readAmount(event.total, '/total')
  const taxMinor = event.tax == null ? undefined : readAmount(event.tax, '/tax')
  const discountMinor = event.discount == null ? undefined : readAmount(event.discount, '/discount')
  const lines = mapLines(event.lines, currency, isTakenBack, readAmount, errors)
  if (errors.length > 0 || totalMinor === undefined) return refuse('invalid-order', errors)
  return succeed({
    currency,
    lines,
    totalMinor: signed(totalMinor),
    ...(taxMinor !== undefined && { taxMinor: signed(taxMinor) }),
    ...(discountMinor !== undefined && { discountMinor: Math.abs(discountMinor) }),
  })
}

/** Where and how it was paid, as properties of the event. */
export function documentProperties(
  event: Pick<PosSale, 'storeId' | 'tillId' | 'billNumber'> & Partial<Pick<PosReturn, 'tenders' | 'reason'>>,
): JsonObject {
  const { storeId, tillId, billNumber, tenders, reason } = event
  return {
    store: storeId,
    ...(tillId != null && { till: tillId }),
    bill_number: billNumber,
    ...(tenders?.length && {
      tenders: tenders.map(({ type, amount }) => ({ type, amount: String(amount) })),
    }),
    ...(reason != null && { reason }),
  }
}
