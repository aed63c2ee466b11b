import * as z from 'zod'
import { minorUnitDigits } from '../../kernel/money.ts'

/** Square's amounts are whole numbers of the currency's smallest unit already. */
export const squareMoneySchema = z.object({
  amount: z.int().default(0),
  currency: z.string().refine((code) => minorUnitDigits(code) !== undefined, 'is not a currency code'),
})
export type SquareMoney = z.infer<typeof squareMoneySchema>

/** The amount in minor units; nothing is nought. */
export function minorOf(money: SquareMoney | null | undefined): number {
  return money?.amount ?? 0
}
