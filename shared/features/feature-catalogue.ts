import { discountAndReturnFeatures } from './catalogue/discounts-and-returns.ts'
import type { Feature } from './catalogue/feature.ts'
import { channelFeatures, productFeatures } from './catalogue/products-and-channels.ts'
import { frequencyFeatures, recencyFeatures } from './catalogue/recency-and-frequency.ts'
import { rhythmFeatures } from './catalogue/rhythm.ts'
import { valueFeatures } from './catalogue/value.ts'
import { messageFeatures, visitFeatures } from './catalogue/visits-and-messages.ts'

/** Every feature there is, in the order of vectors: the one source of names, meanings, units and formulas. */
export const featureCatalogue: readonly Feature[] = [
  ...recencyFeatures,
  ...frequencyFeatures,
  ...valueFeatures,
  ...rhythmFeatures,
  ...productFeatures,
  ...channelFeatures,
  ...discountAndReturnFeatures,
  ...visitFeatures,
  ...messageFeatures,
]

export const featureNames: readonly string[] = featureCatalogue.map(({ name }) => name)
