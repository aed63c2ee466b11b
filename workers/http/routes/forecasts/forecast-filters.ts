import type { ForecastLevel } from '#shared/demand/forecast-levels.ts'
import { ProblemError } from '../../problems.ts'

const withSku: ReadonlySet<ForecastLevel> = new Set(['sku', 'sku-store'])
const withStore: ReadonlySet<ForecastLevel> = new Set(['store', 'category-store', 'sku-store'])

/** The id of a place as it is asked for: `online` is what no store sold. */
export function storeIdOf<Store extends string | undefined>(store: Store): Store | '' {
  return store === 'online' ? '' : store
}

/** A list that would be empty by its very question is a wrong question. Throws a 422 problem. */
export function refuseStrangeFilters(
  level: ForecastLevel,
  { sku, store }: { readonly sku: string | undefined; readonly store: string | undefined },
): void {
  const errors = [
    ...(sku !== undefined && !withSku.has(level)
      ? [{ pointer: '/sku', detail: 'goes with the levels sku and sku-store' }]
      : []),
    ...(store !== undefined && !withStore.has(level)
      ? [{ pointer: '/store', detail: 'goes with the levels store, category-store and sku-store' }]
      : []),
  ]
  if (errors.length > 0) throw new ProblemError('invalid-content', undefined, { errors })
}
