import { toMinorUnits } from '../../kernel/money.ts'
import type { FieldError } from '../mapping-failure.ts'

/** Reads one decimal amount; undefined, with what is wrong added to the errors, when it is none. */
export type AmountReader = (amount: string | number, pointer: string) => number | undefined

export function amountReader(currency: string, errors: FieldError[]): AmountReader {
  return (amount, pointer) => {
    const minor = toMinorUnits(amount, currency)
    if (minor.ok) return minor.value
    errors.push({ pointer, detail: amountDetail(minor.failure.kind) })
    return undefined
  }
}

/** What to tell about an amount that cannot be read. */
export function amountDetail(failureKind: string): string {
  return failureKind === 'amount-too-large' ? 'is too large' : 'is not an amount'
}
