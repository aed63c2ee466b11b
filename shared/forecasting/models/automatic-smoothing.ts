import { fail, succeed } from '../../kernel/result.ts'
import { type Forecaster, refuseSeries } from '../forecaster.ts'
import {
  describeSmoothing,
  fitSmoothing,
  type SmoothingFit,
  type SmoothingSearch,
  searchSmoothing,
} from '../smoothing/fit-smoothing.ts'
import type { SmoothingForm } from '../smoothing/smoothing-model.ts'
import { type SmoothingStart, smoothingStart } from '../smoothing/smoothing-start.ts'

const longestSeason = 24
const rough: SmoothingSearch = { searchInitial: false }
const fine = { refinement: { mostRounds: 12, leastGain: 1e-6 }, searchInitial: true }
/** To a stretch: from nothing or from a shorter one, for the rates of the whole series know what came after it. */
const again: SmoothingSearch = { refinement: { mostRounds: 4, leastGain: 1e-5 }, searchInitial: false }

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
    const { start, fit } = chooseForm(series, season)
    const { form, rates } = fit
    return succeed({
      ...describeSmoothing(series, start, searchSmoothing(series, start, form, { ...fine, from: rates })),
      refit(stretches) {
        let before: SmoothingFit | null = null
        return stretches.map((stretch) => {
          if (stretch.length < (form.season === 'none' ? 4 : 2 * season + 1)) return null
          const search = before === null ? again : { ...again, from: before.rates }
          const found = fitSmoothing(stretch, season, form, search)
          before = found
          return found
        })
      },
    })
  },
}

interface ChosenForm {
  readonly fit: SmoothingFit
  readonly start: SmoothingStart
}

/** The best of all forms that may fit. */
function chooseForm(series: Float64Array, season: number): ChosenForm {
  const starts = new Map<SmoothingForm['season'], SmoothingStart>()
  let best: ChosenForm | null = null
  for (const form of smoothingForms(series, season)) {
    const start = starts.get(form.season) ?? smoothingStart(series, season, form.season)
    starts.set(form.season, start)
    const fit = searchSmoothing(series, start, form, rough)
    if (best === null || fit.aicc < best.fit.aicc) best = { fit, start }
  }
  return best as ChosenForm
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
