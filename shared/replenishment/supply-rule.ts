/** What a rule may say about how items are ordered. Null: as a less particular rule says. */
export interface SupplyTerms {
  readonly supplier: string | null
  /** From the order until the goods are on the shelf. */
  readonly leadTimeDays: number | null
  /** From one chance to order to the next. */
  readonly reviewPeriodDays: number | null
  /** The share of cycles in which nothing is to run out. */
  readonly serviceLevelRate: number | null
  /** Goods come in whole packs of so many. */
  readonly packSize: number | null
  readonly minimumOrderQuantity: number | null
  /** Smallest units of the tenant's currency. */
  readonly unitCostMinor: number | null
}

/** Terms of an item and a place; '' stands for all of them. */
export interface SupplyRule extends SupplyTerms {
  readonly sku: string
  readonly storeId: string
}

/** What holds for an item in a place after all rules were asked. */
export type ResolvedSupplyTerms = Pick<SupplyTerms, 'supplier' | 'unitCostMinor'> & {
  readonly [Name in Exclude<keyof SupplyTerms, 'supplier' | 'unitCostMinor'>]: number
}

/** What holds where no rule says otherwise. */
export const defaultSupplyTerms: ResolvedSupplyTerms = {
  supplier: null,
  leadTimeDays: 7,
  reviewPeriodDays: 7,
  serviceLevelRate: 0.95,
  packSize: 1,
  minimumOrderQuantity: 1,
  unitCostMinor: null,
}

/** Rules by item and place, to be asked often. */
export type SupplyRuleBook = ReadonlyMap<string, SupplyTerms>

export function supplyRuleBook(rules: readonly SupplyRule[]): SupplyRuleBook {
  return new Map(rules.map((rule) => [ruleName(rule.sku, rule.storeId), rule]))
}

/**
 * The terms of an item in a place, field by field from the most particular rule that says something: of the item in the
 * place, the item, the place, everything, and at last the defaults. Online ('') has no rules of its own.
 */
export function resolveSupplyTerms(book: SupplyRuleBook, sku: string, storeId: string): ResolvedSupplyTerms {
  const named = [ruleName(sku, storeId), ruleName(sku, ''), ruleName('', storeId), ruleName('', '')]
  const rules = named.flatMap((name) => book.get(name) ?? [])
  const first = <Name extends keyof SupplyTerms>(name: Name): ResolvedSupplyTerms[Name] => {
    for (const rule of rules) {
      const said = rule[name]
      if (said !== null) return said as ResolvedSupplyTerms[Name]
    }
    return defaultSupplyTerms[name]
  }
  return {
    supplier: first('supplier'),
    leadTimeDays: first('leadTimeDays'),
    reviewPeriodDays: first('reviewPeriodDays'),
    serviceLevelRate: first('serviceLevelRate'),
    packSize: first('packSize'),
    minimumOrderQuantity: first('minimumOrderQuantity'),
    unitCostMinor: first('unitCostMinor'),
  }
}

function ruleName(sku: string, storeId: string): string {
  return JSON.stringify([sku, storeId])
}
