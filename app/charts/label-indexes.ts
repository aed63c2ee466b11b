/**
 * Which of `count` places along an axis get a label: first and last always, those between evenly spaced, never more
 * than `most`.
 */
export function labelIndexes(count: number, most: number): number[] {
  if (count <= 0) return []
  if (count === 1) return [0]
  const steps = Math.min(count, Math.max(2, most)) - 1
  const indexes = Array.from({ length: steps + 1 }, (_, step) => Math.round((step * (count - 1)) / steps))
  return [...new Set(indexes)]
}
