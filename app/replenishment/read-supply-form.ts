import type { InboundStockBody, SupplyRuleBody } from '#shared/contracts/replenishment.ts'
import { minorUnitDigits } from '#shared/kernel/money.ts'

export const termFields = [
  'supplier',
  'leadTimeDays',
  'reviewPeriodDays',
  'serviceLevelRate',
  'packSize',
  'minimumOrderQuantity',
  'unitCostMinor',
] as const
export type TermField = (typeof termFields)[number]
export type TermTexts = Readonly<Record<TermField, string>>

export const inboundFields = ['storeId', 'quantity', 'expectedDay', 'reference'] as const
export type InboundTexts = Readonly<Record<(typeof inboundFields)[number], string>>

type Terms = Pick<SupplyRuleBody, TermField>

/** How many times its smallest unit a currency is. */
function smallestUnits(currency: string): number {
  return 10 ** (minorUnitDigits(currency) ?? 2)
}

/** What was typed, by the names of the fields. */
export function textsOf<Name extends string>(form: FormData, names: readonly Name[]): Record<Name, string> {
  return Object.fromEntries(names.map((name) => [name, String(form.get(name) ?? '').trim()])) as Record<
    Name,
    string
  >
}

/** Terms as they were typed: the service level in percent, the cost in whole units of the currency; empty is not said. */
export function readTerms(texts: TermTexts, currency: string): Terms {
  const number = (name: TermField, factor = 1) => {
    // Rounded to what a number can say, so that 1.1 times 100 is 110.
    return texts[name] === ''
      ? null
      : Number((Number(texts[name].replace(',', '.')) * factor).toPrecision(12))
  }
  return {
    supplier: texts.supplier === '' ? null : texts.supplier,
    leadTimeDays: number('leadTimeDays'),
    reviewPeriodDays: number('reviewPeriodDays'),
    serviceLevelRate: number('serviceLevelRate', 0.01),
    packSize: number('packSize'),
    minimumOrderQuantity: number('minimumOrderQuantity'),
    unitCostMinor: number('unitCostMinor', smallestUnits(currency)),
  }
}

/** What was typed where a number belongs and is none, by field. */
export function notNumbers(values: Readonly<Record<string, unknown>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(values).flatMap(([name, value]) =>
      Number.isNaN(value) ? [[name, 'This is not a number.']] : [],
    ),
  )
}

/** Terms as they stand in the form; what a rule does not say is empty. */
export function termTexts(terms: Terms, currency: string): TermTexts {
  const text = (value: number | null | undefined, factor = 1) =>
    value === null || value === undefined ? '' : String(Number((value * factor).toPrecision(12)))
  return {
    supplier: terms.supplier ?? '',
    leadTimeDays: text(terms.leadTimeDays),
    reviewPeriodDays: text(terms.reviewPeriodDays),
    serviceLevelRate: text(terms.serviceLevelRate, 100),
    packSize: text(terms.packSize),
    minimumOrderQuantity: text(terms.minimumOrderQuantity),
    unitCostMinor: text(terms.unitCostMinor, 1 / smallestUnits(currency)),
  }
}

/** Goods on their way as they were typed. */
export function readInbound(sku: string, texts: InboundTexts): InboundStockBody {
  const { storeId, quantity, expectedDay, reference } = texts
  return {
    sku,
    storeId,
    quantity: Number(quantity.replace(',', '.')),
    expectedDay,
    reference: reference === '' ? null : reference,
  }
}
