import { z } from 'zod'
import type { PurchaseHistory } from '../../features/purchase.ts'
import type { JsonObject } from '../../kernel/json.ts'
import { type Result, succeed } from '../../kernel/result.ts'
import type { FitFailure } from '../../ml/estimator.ts'
import { unreadableArtifact } from '../../ml/fit-failures.ts'
import { fitRenewalPrior } from '../../ml/renewal/fit-renewal-prior.ts'
import { type RenewalPrior, readRenewalPrior, renewalArtifact } from '../../ml/renewal/renewal-prior.ts'
import type { RenewalSeries } from '../../ml/renewal/renewal-series.ts'
import { type BoughtDays, boughtDays, dayNumber } from './bought-days.ts'
import { learnSeasonPace, pacedDays, type SeasonPace } from './season-clock.ts'

/** What a tenant's customers together say of how products are bought again. */
export interface ConsumptionPriors {
  readonly rhythm: RenewalPrior
  readonly pace: SeasonPace | null
}

/**
 * Learns it from everything bought up to `asOfMs`. Fails with what is missing when fewer than twenty times some customer bought
 * some product on three days.
 */
export function learnConsumption(
  histories: readonly PurchaseHistory[],
  asOfMs: number,
  timeZone: string,
): Result<ConsumptionPriors, FitFailure> {
  const bought = histories.flatMap(({ purchases }) => boughtDays(purchases, asOfMs, timeZone))
  return learnBoughtDays(bought, dayNumber(asOfMs, timeZone))
}

/**
 * The same from the days on which customers bought products, up to and with `today`. Without `isWhole` a later purchase of each was
 * left out, so nothing is known of how long the last gap is.
 */
export function learnBoughtDays(
  bought: readonly Pick<BoughtDays, 'days' | 'quantities'>[],
  today: number,
  isWhole = true,
): Result<ConsumptionPriors, FitFailure> {
  const pace = learnSeasonPace(
    bought.flatMap(({ days }) => days),
    today,
  )
  const rhythm = fitRenewalPrior(
    bought.map((product) => {
      const series = renewalSeries(product, pace)
      if (!isWhole) return series
      const length = pacedDays(pace, product.days.at(-1) ?? today, today)
      return { ...series, open: { ...series.open, length } }
    }),
  )
  return rhythm.ok ? succeed({ rhythm: rhythm.value, pace }) : rhythm
}

/** A product's purchases as gaps in average days, and the gap just begun by the last one. */
export function renewalSeries(
  { days, quantities }: Pick<BoughtDays, 'days' | 'quantities'>,
  pace: SeasonPace | null,
): RenewalSeries & { readonly open: { readonly length: 0; readonly size: number } } {
  return {
    gaps: days.slice(1).map((day, index) => pacedDays(pace, days[index] ?? day, day)),
    sizes: quantities.slice(0, -1),
    open: { length: 0, size: quantities.at(-1) ?? 1 },
  }
}

const artifactShape = z.object({
  kind: z.literal('consumption'),
  rhythm: z.unknown(),
  pace: z.array(z.number().positive()).length(12).nullable(),
})

export function consumptionArtifact({ rhythm, pace }: ConsumptionPriors): JsonObject {
  return { kind: 'consumption', rhythm: renewalArtifact(rhythm), pace: pace === null ? null : [...pace] }
}

/** The priors that an artifact holds. */
export function readConsumptionPriors(artifact: unknown): Result<ConsumptionPriors, FitFailure> {
  const parsed = artifactShape.safeParse(artifact)
  if (!parsed.success) return unreadableArtifact(z.prettifyError(parsed.error))
  const rhythm = readRenewalPrior(parsed.data.rhythm)
  return rhythm.ok ? succeed({ rhythm: rhythm.value, pace: parsed.data.pace }) : rhythm
}
