const methods: Readonly<Record<string, string>> = {
  theta: 'Theta: half a straight line, half a smoothed level',
  'dynamic-optimised-theta': 'Theta, tuned to this series',
  'automatic-exponential-smoothing': 'Exponential smoothing, its best form',
  'simple-exponential-smoothing': 'Smoothed level',
  holt: 'Smoothed level and trend',
  'damped-trend': 'Smoothed level, with a trend that fades',
  'automatic-arima': 'ARIMA, its best form',
  arima: 'ARIMA',
  'seasonal-naive': 'As before',
  naive: 'As last seen',
  drift: 'As last seen, going on as until now',
  mean: 'Mean of all',
  'teunter-syntetos-babai': 'Teunter-Syntetos-Babai, for sales with gaps',
  'quick-levels': 'Smoothed levels, as for most items',
  'pooled-trees': 'Trees, learned from all items',
  'aggregate-disaggregate': 'Sums of longer stretches, for sales with gaps',
}

/** Names that say a number, or another method within. */
const patterns: readonly (readonly [RegExp, (rest: string) => string])[] = [
  [/^seasonally-adjusted-(.+)$/, (rest) => `${methodName(rest)}; season taken out`],
  [/^multiple-seasons-(.+)$/, (rest) => `${methodName(rest)}; seasons taken out`],
  [/^moving-average-(\d+)$/, (rest) => `Mean of the last ${rest}`],
  [/^moving-median-(\d+)$/, (rest) => `Median of the last ${rest}`],
  [/^simple-exponential-smoothing-(.+)$/, (rest) => `Smoothed level, rate ${rest}`],
  [/^root-smoothing-(.+)$/, (rest) => `Smoothed level of roots, rate ${rest}`],
  [/^holt-winters-(\d+)$/, (rest) => `Smoothed level, trend and season of ${rest}`],
]

/** What a model among those of a forecast is called. One without words here keeps its name, without hyphens. */
export function methodName(name: string): string {
  for (const [pattern, words] of patterns) {
    const rest = pattern.exec(name)?.[1]
    if (rest !== undefined) return words(rest)
  }
  return methods[name] ?? name.replaceAll('-', ' ').replace(/^./, (letter) => letter.toUpperCase())
}
