import { expect, it } from 'vitest'
import { fitSmoothing, searchSmoothing } from '#shared/forecasting/smoothing/fit-smoothing.ts'
import { smoothingStart } from '#shared/forecasting/smoothing/smoothing-start.ts'
import { type RandomSource, seededRandom } from '#shared/kernel/random.ts'

const deep = { refinement: { mostRounds: 60, leastGain: 1e-10 }, searchInitial: true }

const normal = (random: RandomSource) =>
  Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random())

/** A season of 13 that the model does not know: valleys with a slow level and with a fast one. */
function unknownSeason(random: RandomSource): Float64Array {
  const [height, slope] = [10 + 20 * random(), 0.3 * normal(random)]
  return Float64Array.from(
    { length: 104 },
    (_, at) => 100 + slope * at + height * Math.sin((2 * Math.PI * at) / 13) + 5 * normal(random),
  )
}

function bentLine(random: RandomSource): Float64Array {
  let level = 200
  return Float64Array.from({ length: 100 }, (_, at) => {
    level += at < 60 ? 2 : -3
    return level + 8 * normal(random)
  })
}

it.each([
  ['an unknown season', unknownSeason, 0.1],
  ['a bent line', bentLine, 0.5],
] as const)('of %s, no deep search from any of many points finds a better damped trend', (_, make, most) => {
  const form = { error: 'additive', trend: 'damped', season: 'none' } as const
  for (let seed = 1; seed <= 20; seed++) {
    const series = make(seededRandom(seed))
    const start = smoothingStart(series, 1, 'none')
    const { aicc } = fitSmoothing(series, 1, form)
    for (const level of [0.02, 0.1, 0.4, 0.9]) {
      for (const share of [0.01, 0.1, 0.5, 0.95]) {
        for (const damping of [0.8, 0.9, 0.975]) {
          const from = { level, slope: share * level, season: 0, damping }
          const other = searchSmoothing(series, start, form, { ...deep, from }).aicc
          expect(aicc - other, `seed ${seed}, from ${JSON.stringify(from)}`).toBeLessThan(most)
        }
      }
    }
  }
})
