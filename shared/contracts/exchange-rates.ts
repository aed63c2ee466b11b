import * as z from 'zod'
import { minorUnitDigits } from '../kernel/money.ts'
import { nextCursorSchema } from './money.ts'

const currencySchema = z
  .string()
  .refine((code) => minorUnitDigits(code) !== undefined, 'is not a currency code of ISO 4217')
  .meta({ example: 'USD' })

export const exchangeRateSchema = z
  .object({
    currency: currencySchema,
    day: z.iso.date().meta({ description: "In the tenant's time zone; holds until the next rate" }),
    rate: z
      .number()
      .positive()
      .max(1_000_000_000)
      .meta({ description: "Units of the tenant's currency for one unit of `currency`", example: 0.7912 }),
  })
  .meta({ id: 'ExchangeRate' })
export type ExchangeRateView = z.infer<typeof exchangeRateSchema>

/** Most rates that one call may bring: every currency of the European Central Bank for two months. */
const maxRates = 2_000

export const updateExchangeRatesSchema = z.object({ rates: z.array(exchangeRateSchema).min(1).max(maxRates) })
export type NewExchangeRates = z.infer<typeof updateExchangeRatesSchema>

export const listExchangeRatesQuerySchema = z.object({
  currency: currencySchema.optional(),
  limit: z.coerce.number().int().min(1).max(1_000).default(100),
  cursor: z.string().max(500).optional(),
})
export type ListExchangeRatesQuery = z.input<typeof listExchangeRatesQuerySchema>

export const exchangeRateListSchema = z
  .object({
    currency: z.string().meta({ description: "The tenant's currency, which all rates lead to" }),
    rates: z.array(exchangeRateSchema).meta({ description: 'The newest day first' }),
    nextCursor: nextCursorSchema,
  })
  .meta({ id: 'ExchangeRateList' })
export type ExchangeRateList = z.infer<typeof exchangeRateListSchema>

export const updatedExchangeRatesSchema = z
  .object({ rateCount: z.int().meta({ description: 'Rates that were added or replaced' }) })
  .meta({ id: 'UpdatedExchangeRates' })
export type UpdatedExchangeRates = z.infer<typeof updatedExchangeRatesSchema>
