import { textOf } from '../../kernel/json.ts'
import { toMinorUnits } from '../../kernel/money.ts'
import type { FieldError } from '../mapping-failure.ts'
import type { OrderMapping } from './mapping-settings.ts'

/** An amount in minor units; undefined, and told in `errors`, when it is none. */
export function readAmount(
  value: unknown,
  pointer: string,
  currency: string,
  { amountsAre }: OrderMapping,
  errors: FieldError[],
): number | undefined {
  const text = textOf(value)
  if (amountsAre === 'minor') {
    const minor = text !== undefined && /^-?\d{1,16}$/.test(text) ? Number(text) : undefined
    if (minor !== undefined && Number.isSafeInteger(minor)) return minor
    errors.push({ pointer, detail: 'is not a whole number of the smallest unit' })
    return undefined
  }
  const minor = text === undefined ? undefined : toMinorUnits(text, currency)
  if (minor?.ok) return minor.value
  errors.push({ pointer, detail: minor === undefined ? 'is not an amount' : minor.failure.message })
  return undefined
}
