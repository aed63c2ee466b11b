import type { SupplyRuleList } from '#shared/contracts/replenishment.ts'
import {
  type ResolvedSupplyTerms,
  resolveSupplyTerms,
  supplyRuleBook,
} from '#shared/replenishment/supply-rule.ts'

/** What holds for an item and a place ('' is all), and what would hold if their own rule said nothing. */
export function termsOf(
  rules: SupplyRuleList['rules'],
  { sku, storeId }: { readonly sku: string; readonly storeId: string },
): { terms: ResolvedSupplyTerms; otherwise: ResolvedSupplyTerms } {
  const others = rules.filter((rule) => rule.sku !== sku || rule.storeId !== storeId)
  return {
    terms: resolveSupplyTerms(supplyRuleBook(rules), sku, storeId),
    otherwise: resolveSupplyTerms(supplyRuleBook(others), sku, storeId),
  }
}
