import { type RandomSource, seededRandom } from '#shared/kernel/random.ts'

/** A draw from gamma(shape, rate): the sum of exponentials and a beta share for the fraction (Johnk 1964). */
export function drawGamma(random: RandomSource, shape: number, rate: number): number {
  let sum = 0
  for (let whole = Math.floor(shape); whole > 0; whole -= 1) sum -= Math.log(1 - random())
  const fraction = shape % 1
  while (fraction > 0) {
    const [left, right] = [random() ** (1 / fraction), random() ** (1 / (1 - fraction))]
    if (left + right <= 1 && left + right > 0) {
      sum -= Math.log(1 - random()) * (left / (left + right))
      break
    }
  }
  return sum / rate
}

/** How a person may drop out: `continues` is asked after each event, `lasts` drawn once. */
export interface DropOut {
  continues(random: RandomSource, chance: number): boolean
  /** A person's own chance of dropping out. */
  chance(random: RandomSource): number
  /** Whether one may drop out right after the first event. */
  atFirst: boolean
  /** A person's own lifetime. */
  lasts(random: RandomSource): number
}

export interface Simulated {
  readonly frequency: number
  readonly recency: number
  /** Events in (age, age + ahead]. */
  readonly further: number
  readonly isAlive: boolean
}

/** Plays one person event by event, as the papers tell the story, without any of their formulas. */
export function simulatePerson(
  random: RandomSource,
  rate: number,
  dropOut: DropOut,
  age: number,
  ahead: number,
): Simulated {
  const chance = dropOut.chance(random)
  const death = dropOut.lasts(random)
  let [frequency, recency, further, moment] = [0, 0, 0, 0]
  let isDropped = dropOut.atFirst && !dropOut.continues(random, chance)
  let isAlive = !isDropped && death > age
  while (!isDropped) {
    moment -= Math.log(1 - random()) / rate
    if (moment > Math.min(death, age + ahead)) break
    if (moment <= age) {
      frequency += 1
      recency = moment
    } else further += 1
    isDropped = !dropOut.continues(random, chance)
    if (isDropped && moment <= age) isAlive = false
  }
  return { frequency, recency, further, isAlive }
}

export function people(seed: number, count: number, draw: (random: RandomSource) => Simulated): Simulated[] {
  const random = seededRandom(seed)
  return Array.from({ length: count }, () => draw(random))
}
