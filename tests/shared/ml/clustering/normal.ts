import type { RandomSource } from '#shared/kernel/random.ts'

/** A standard normal number (Box and Muller 1958). */
export function normal(random: RandomSource): number {
  return Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random())
}
