import type { FeatureFacts } from '../feature-facts.ts'
import { entropyBits, ratio, type Tally, topRate } from '../series.ts'
import { type Feature, inGroup } from './feature.ts'

const lines = 'lines with quantity > 0'
const linesFields: ReadonlySet<string> = new Set(['productId', 'category', 'brand'])

export const productFeatures: readonly Feature[] = inGroup('products', [
  ...mix('product', 'products', lines, 'productId', ({ byProduct }) => byProduct),
  ...mix(
    'category',
    'categories',
    `${lines} that name a category`,
    'category',
    ({ byCategory }) => byCategory,
  ),
  ...mix('brand', 'brands', `${lines} whose brand the catalogue names`, 'brand', ({ byBrand }) => byBrand),
  {
    name: 'repeatPurchaseRate',
    unit: 'rate',
    meaning: 'Share of what was bought that had been bought before.',
    formula: `1 - productCount / number of ${lines}`,
    compute: ({ boughtLines, byProduct }) => ratio(boughtLines.length - byProduct.size, boughtLines.length),
  },
])

export const channelFeatures: readonly Feature[] = inGroup('channels', [
  ...mix('channel', 'channels', 'orders', 'channel', ({ byChannel }) => byChannel),
  {
    name: 'onlineOrderRate',
    unit: 'rate',
    meaning: 'Share of the orders placed on the web or in the app.',
    formula: 'orders of channel web or app / orderCount',
    compute: ({ byChannel, orders }) =>
      ratio((byChannel.get('web') ?? 0) + (byChannel.get('app') ?? 0), orders.length),
  },
  {
    name: 'tillOrderRate',
    unit: 'rate',
    meaning: 'Share of the orders placed at a till.',
    formula: 'orders of channel pos / orderCount',
    compute: ({ byChannel, orders }) => ratio(byChannel.get('pos') ?? 0, orders.length),
  },
  ...mix('store', 'stores', 'orders that name a store', 'storeId', ({ byStore }) => byStore),
])

/** How many there are, the share of the strongest, and how evenly the rest is spread: names that fit every shop. */
function mix(
  one: string,
  many: string,
  of: string,
  field: string,
  counts: (facts: FeatureFacts) => Tally<unknown>,
): Omit<Feature, 'group'>[] {
  return [
    {
      name: `${one}Count`,
      unit: 'count',
      meaning: `Different ${many} bought ${linesFields.has(field) ? 'from' : 'through'}.`,
      formula: `number of distinct ${field} of ${of}`,
      compute: (facts) => counts(facts).size,
    },
    {
      name: `${one}TopRate`,
      unit: 'rate',
      meaning: `Share of the strongest of these ${many}.`,
      formula: `${of} of the most frequent ${field} / ${of}`,
      compute: (facts) => topRate(counts(facts)),
    },
    {
      name: `${one}EntropyBits`,
      unit: 'bits',
      meaning: `How evenly purchases are spread over these ${many}. 0: all in one.`,
      formula: `- sum of p x log2 p over ${field}, p: share of the ${of}`,
      compute: (facts) => entropyBits(counts(facts)),
    },
  ]
}
