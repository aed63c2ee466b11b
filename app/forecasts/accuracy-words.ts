import { formatRate } from '../format/format-number.ts'

const worthSayingRate = 0.01

/** Whether they were too high or too low on the whole; above 0: too much was forecast. */
export function biasWords(biasRate: number | null): string {
  if (biasRate === null) return 'no tendency known'
  if (Math.abs(biasRate) < worthSayingRate) return 'neither too high nor too low on the whole'
  return `${formatRate(Math.abs(biasRate))} too ${biasRate > 0 ? 'high' : 'low'} on the whole`
}

/** "+4 %", "−12 %", "0 %". */
export function biasFigure(biasRate: number): string {
  if (Math.abs(biasRate) < worthSayingRate) return '0 %'
  return `${biasRate < 0 ? '−' : '+'}${formatRate(Math.abs(biasRate))}`
}

/** The guess that forecasts are held against. */
export const plainGuess = '“the same as before”'

/** By how much forecasts are less wrong than the plain guess: "26 % better", "5 % worse", "no better"; null where nobody knows. */
export function gainWords(wapeRate: number | null, naiveWapeRate: number | null): string | null {
  if (wapeRate === null || naiveWapeRate === null || naiveWapeRate === 0) return null
  const gainRate = 1 - wapeRate / naiveWapeRate
  if (Math.abs(gainRate) < worthSayingRate) return 'no better'
  return `${formatRate(Math.abs(gainRate))} ${gainRate > 0 ? 'better' : 'worse'}`
}

const farFromPromise = 0.07

/** Whether so many sales fell into an interval as it promised. */
export function coverageWords(coverageRate: number | null, promisedRate: number): string {
  if (coverageRate === null) return 'not known yet'
  const verdict =
    coverageRate < promisedRate - farFromPromise
      ? 'too narrow'
      : coverageRate > promisedRate + farFromPromise
        ? 'wider than need be'
        : 'as promised'
  return `${formatRate(coverageRate)} fell into it: ${verdict}`
}
