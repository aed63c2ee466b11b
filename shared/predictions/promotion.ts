import type { ModelVersionState } from '../contracts/models.ts'

type Metrics = Readonly<Record<string, number>>

/** What there is to decide from, all measured on one window that none of the two models learned from. */
export interface Contest {
  readonly decidedBy: { readonly metric: string; readonly isHigherBetter: boolean }
  readonly metrics: Metrics
  readonly baselineMetrics: Metrics
  /** The version in use, `metrics` null when it cannot be measured on this window; null when there is none. */
  readonly champion: { readonly name: string; readonly metrics: Metrics | null } | null
}

export interface Promotion {
  readonly state: Extract<ModelVersionState, 'champion' | 'challenger' | 'rejected'>
  /** Why, in words and figures. */
  readonly verdict: string
}

/** So much of the other's figure a model has to be better by: less is chance, and not worth other scores for everybody. */
export const promotionMarginRate = 0.005

/**
 * Whether a model that was just trained is taken into use. It has to be better by {@link promotionMarginRate} than a plain
 * rule (the baseline), else it is `rejected`, and than the version in use, else it is kept beside it as `challenger`.
 */
export function decidePromotion({ decidedBy, metrics, baselineMetrics, champion }: Contest): Promotion {
  const { metric, isHigherBetter } = decidedBy
  const own = metrics[metric]
  const baseline = baselineMetrics[metric]
  if (own === undefined || !Number.isFinite(own))
    return { state: 'rejected', verdict: `Not taken into use: ${metric} could not be measured` }
  const isBetter = (than: number) => {
    const gain = isHigherBetter ? own - than : than - own
    return gain > 0 && gain >= Math.abs(than) * promotionMarginRate
  }
  const figures = `${metric} ${figure(own)}`
  if (baseline !== undefined && Number.isFinite(baseline) && !isBetter(baseline)) {
    return {
      state: 'rejected',
      verdict: `Not taken into use: ${figures} is not better than a plain rule (${figure(baseline)}) by ${margin}`,
    }
  }
  const thanRule = baseline === undefined ? '' : `, a plain rule ${figure(baseline)}`
  if (champion === null)
    return { state: 'champion', verdict: `Taken into use: ${figures}${thanRule}; there was none before` }
  const others = champion.metrics?.[metric]
  if (others === undefined || !Number.isFinite(others)) {
    return {
      state: 'champion',
      verdict: `Taken into use: ${figures}${thanRule}; ${champion.name} cannot be measured on the same data`,
    }
  }
  return isBetter(others)
    ? {
        state: 'champion',
        verdict: `Taken into use: ${figures}, ${champion.name} had ${figure(others)} on the same data${thanRule}`,
      }
    : {
        state: 'challenger',
        verdict: `Kept beside ${champion.name}: ${figures} is not better than its ${figure(others)} by ${margin}${thanRule}`,
      }
}

const margin = `${promotionMarginRate * 100} %`

/** Four digits that tell something. */
function figure(value: number): string {
  return Number(value.toPrecision(4)).toString()
}
