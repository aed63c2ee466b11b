import type { RandomSource } from '../../kernel/random.ts'

/**
 * `count` different rows of `rowCount` by chance, in ascending order (selection sampling: Knuth, TAOCP 2, 3.4.2, algorithm S). All of
 * them when there are no more.
 */
export function sampleRows(rowCount: number, count: number, random: RandomSource): number[] {
  const chosen: number[] = []
  for (let row = 0; row < rowCount && chosen.length < count; row++) {
    if (random() * (rowCount - row) < count - chosen.length) chosen.push(row)
  }
  return chosen
}
