import { hash53 } from '../kernel/hash.ts'

/** Into so many parts the items of a tenant are divided, by their numbers alone: so a part is the same in all files. */
export const bucketCount = 1024

/** The part of an item, 0 to 1,023. Items are sorted by it in every file, so that neighbouring parts are read at once. */
export function skuBucket(sku: string): number {
  return hash53(sku) % bucketCount
}
