/** The value from which on at least `count` of the values are: the count-th largest; minus infinity when there are no more. */
export function topThreshold(values: Float64Array, count: number): number {
  if (values.length <= count) return Number.NEGATIVE_INFINITY
  return values.toSorted()[values.length - count] as number
}
