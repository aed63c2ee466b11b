/** R2 wants all parts but the last to be of one size, and at least 5 MiB. */
export const uploadPartBytes = 8 * 1024 * 1024

/** How many parts a file of this size comes in. */
export function partCountOf(byteCount: number): number {
  return Math.ceil(byteCount / uploadPartBytes)
}

/** The size of one part, numbered from 1; undefined when the file has no such part. */
export function partSize(byteCount: number, partNumber: number): number | undefined {
  const partCount = partCountOf(byteCount)
  if (!Number.isInteger(partNumber) || partNumber < 1 || partNumber > partCount) return undefined
  return partNumber < partCount ? uploadPartBytes : byteCount - (partCount - 1) * uploadPartBytes
}
