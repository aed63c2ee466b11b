import type { AccuracyGroup } from './accuracy-view.ts'
import { demandClassName, type ForecastLane, laneWords } from './demand-words.ts'
import type { ForecastLevel } from './forecast-view.ts'
import { methodName } from './method-words.ts'

export const levelNames: Readonly<Record<ForecastLevel, string>> = {
  total: 'Whole shop',
  region: 'Regions',
  store: 'Stores',
  category: 'Categories',
  'category-store': 'Categories by store',
  sku: 'Items',
  'sku-store': 'Items by store',
}

export const groupNames: Readonly<Record<AccuracyGroup, string>> = {
  class: 'How it sells',
  category: 'Category',
  store: 'Store',
  lane: 'Way',
  model: 'Model',
}

/** What one group is called. `storeNames` by id; a store without a name is called by its id. */
export function groupLabel(
  kind: AccuracyGroup,
  name: string,
  storeNames: Readonly<Record<string, string>>,
): string {
  switch (kind) {
    case 'class':
      return demandClassName(name)
    case 'category':
      return name === '' ? 'Without a category' : name
    case 'store':
      return name === '' ? 'Online' : (storeNames[name] ?? name)
    case 'lane':
      return Object.hasOwn(laneWords, name) ? laneWords[name as ForecastLane].name : name
    case 'model':
      return methodName(name)
  }
}
