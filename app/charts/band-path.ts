import { linePath, type Point } from './line-path.ts'

/** The `d` of the area between two lines over the same places: along the upper one, back along the lower. Empty without points. */
export function bandPath(upper: readonly Point[], lower: readonly Point[]): string {
  if (upper.length === 0 || lower.length === 0) return ''
  return `${linePath(upper)}${linePath(lower.toReversed()).replace('M', 'L')}Z`
}
