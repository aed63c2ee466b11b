import * as z from 'zod'
import { type Result, succeed } from '../../kernel/result.ts'
import type { FitFailure } from '../estimator.ts'
import { invalidData, notEnoughData } from '../fit-failures.ts'
import { tiedGroups } from '../metrics/tied-groups.ts'

/** A curve that never falls, through these points; straight between them, flat before the first and after the last. */
export const isotonicCurve = z
  .strictObject({
    kind: z.literal('isotonic'),
    scores: z.array(z.number()).min(1),
    values: z.array(z.number()).min(1),
  })
  .refine(({ scores, values }) => scores.length === values.length, 'a score has no value')

export type IsotonicCurve = z.infer<typeof isotonicCurve>

/** A stretch of scores that share one value. */
interface Block {
  readonly low: number
  readonly high: number
  sum: number
  weight: number
}

/**
 * The rising curve from scores to the outcomes nearest to it by weighted squares: pool adjacent violators (Ayer et al. 1955;
 * as a calibration: Zadrozny, Elkan 2002). Outcomes may be 0 and 1 or any numbers. At least 2 rows.
 */
export function fitIsotonic(
  scores: Float64Array,
  outcomes: Float64Array,
  weights?: Float64Array,
): Result<IsotonicCurve, FitFailure> {
  if (scores.length < 2) return notEnoughData('a calibration needs 2 rows at least')
  if (!scores.every(Number.isFinite) || !outcomes.every(Number.isFinite)) {
    return invalidData('a score or an outcome is no number')
  }
  const blocks: Block[] = []
  for (const { score, rows } of tiedGroups(scores).reverse()) {
    let added: Block = { low: score, high: score, sum: 0, weight: 0 }
    for (const row of rows) {
      const weight = weights?.[row] ?? 1
      added.sum += weight * (outcomes[row] as number)
      added.weight += weight
    }
    if (added.weight <= 0) continue
    for (let last = blocks.at(-1); last && meanOf(last) >= meanOf(added); last = blocks.at(-1)) {
      blocks.pop()
      added = {
        low: last.low,
        high: added.high,
        sum: last.sum + added.sum,
        weight: last.weight + added.weight,
      }
    }
    blocks.push(added)
  }
  if (blocks.length === 0) return notEnoughData('no row has a weight')
  const corners = blocks.flatMap((block) =>
    block.low === block.high ? [block.low] : [block.low, block.high],
  )
  const values = blocks.flatMap((block) =>
    block.low === block.high ? [meanOf(block)] : [meanOf(block), meanOf(block)],
  )
  return succeed({ kind: 'isotonic', scores: corners, values })
}

function meanOf({ sum, weight }: Block): number {
  return sum / weight
}

/** The curve's value at a score. */
export function isotonicValue({ scores, values }: IsotonicCurve, score: number): number {
  let [low, high] = [0, scores.length]
  while (low < high) {
    const middle = (low + high) >> 1
    if ((scores[middle] as number) < score) low = middle + 1
    else high = middle
  }
  // `low` is the first corner that is not below the score.
  const right = Math.min(low, scores.length - 1)
  const left = Math.max(0, low - 1)
  const [from, to] = [scores[left] as number, scores[right] as number]
  if (to <= from) return values[right] as number
  const share = Math.min(1, Math.max(0, (score - from) / (to - from)))
  return (values[left] as number) + share * ((values[right] as number) - (values[left] as number))
}
