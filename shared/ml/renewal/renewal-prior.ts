import { z } from 'zod'
import { type Result, succeed } from '../../kernel/result.ts'
import type { FitFailure } from '../estimator.ts'
import { unreadableArtifact } from '../fit-failures.ts'
import { type GapTables, gapTablesOf } from './gap-tables.ts'

/** What a population says of how things recur to one person, before anything of that person is known. */
export interface RenewalPrior {
  readonly tables: GapTables
  /** How common each pattern is; they add up to 1. */
  readonly shares: Float64Array
  /** What a gap counts beside the next newer one: 1 when patterns last, less when they drift. */
  readonly fading: number
  /** A gap grows with the size taken before to this power: 0 not at all, 1 in proportion. */
  readonly sizeExponent: number
  /** `levels[i]` is the level of the model's distribution below which (i + 1) / 20 of known next gaps fell. Ascending. */
  readonly levels: readonly number[]
}

const artifactShape = z.object({
  kind: z.literal('gamma-renewal'),
  shortestMean: z.number().positive(),
  meanCount: z.int().positive().max(100),
  shares: z.array(z.number().min(0)),
  fading: z.number().positive().max(1),
  sizeExponent: z.number().min(0).max(1),
  levels: z.array(z.number().min(0).max(1)).length(19),
})

export function renewalArtifact(prior: RenewalPrior): z.infer<typeof artifactShape> {
  const { tables, shares, fading, sizeExponent, levels } = prior
  return {
    kind: 'gamma-renewal',
    shortestMean: tables.shortestMean,
    meanCount: tables.meanCount,
    shares: [...shares],
    fading,
    sizeExponent,
    levels: [...levels],
  }
}

/** The prior that an artifact holds; it gives the same figures, bit for bit. */
export function readRenewalPrior(artifact: unknown): Result<RenewalPrior, FitFailure> {
  const parsed = artifactShape.safeParse(artifact)
  if (!parsed.success) return unreadableArtifact(z.prettifyError(parsed.error))
  const { shortestMean, meanCount, shares, fading, sizeExponent, levels } = parsed.data
  const tables = gapTablesOf(shortestMean, meanCount)
  if (shares.length !== tables.patternCount) {
    return unreadableArtifact(`there are ${shares.length} shares for ${tables.patternCount} patterns`)
  }
  return succeed({ tables, shares: Float64Array.from(shares), fading, sizeExponent, levels })
}
