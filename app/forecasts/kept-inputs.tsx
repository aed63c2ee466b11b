import { type ForecastPageView, forecastParams } from './forecast-view.ts'

/** What of a view stays as it is when a form changes the rest of the address. */
export function KeptInputs({ view }: { view: Partial<ForecastPageView> }) {
  return [...forecastParams(view)].map(([name, value]) => (
    <input key={name} type="hidden" name={name} value={value} />
  ))
}
