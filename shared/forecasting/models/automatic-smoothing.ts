import { fail, succeed } from '../../kernel/result.ts'
import { type Forecaster, refuseSeries } from '../forecaster.ts'
import { type FittedSmoothing, fitSmoothing } from '../smoothing/fit-smoothing.ts'
import type { SmoothingForm } from '../smoothing/smoothing-model.ts'

const longestSeason = 24
const coarse = { searchInitial: false, maxEvaluations: 60, tolerance: 1e-5 }
const fine = { searchInitial: true, maxEvaluations: 250, tolerance: 1e-6 }

/**
 * Exponential smoothing with its form chosen by the corrected information criterion (Hyndman, Koehler, Snyder and Grose 2002). All forms are fitted
 * roughly, with starting values from the first seasons; the best of them is then fitted in full. Multiplied trends are left out, and so are
 * multiplied seasons with additive errors, which are not stable. Seasons longer than 24 points are not modelled.
 */
export const automaticSmoothing: Forecaster = {
  name: 'automatic-exponential-smoothing',
  fit(series, { season }) {
    const refused = refuseSeries(series, 4)
    if (refused !== null) return fail(refused)
    const [first, ...others] = smoothingForms(series, season)
    let best = fitSmoothing(series, season, first as SmoothingForm, coarse)
    for (const form of others) {
      const fitted: FittedSmoothing = fitSmoothing(series, season, form, coarse)
      if (fitted.aicc < best.aicc) best = fitted
    }
    const { form } = best
    return succeed({
      ...fitSmoothing(series, season, form, fine),
      refit: (other) =>
        other.length < (form.season === 'none' ? 4 : 2 * season + 1)
          ? null
          : fitSmoothing(other, season, form, coarse),
    })
  },
}

/** The forms that may fit: with a season where there are two of them, multiplicative ones only above zero. */
function smoothingForms(series: Float64Array, season: number): SmoothingForm[] {
  const positive = series.every((value) => value > 0)
  const seasonal = season > 1 && season <= longestSeason && series.length > 2 * season + 2
  const forms: SmoothingForm[] = []
  for (const trend of ['none', 'additive', 'damped'] as const) {
    forms.push({ error: 'additive', trend, season: 'none' })
    if (positive) forms.push({ error: 'multiplicative', trend, season: 'none' })
    if (!seasonal) continue
    forms.push({ error: 'additive', trend, season: 'additive' })
    if (!positive) continue
    forms.push({ error: 'multiplicative', trend, season: 'additive' })
    forms.push({ error: 'multiplicative', trend, season: 'multiplicative' })
  }
  return forms
}
