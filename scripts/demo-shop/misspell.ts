import type { RandomSource } from '#shared/kernel/random.ts'
import { drawOne } from './draw.ts'

// What is heard one way and written two.
const soundAlikes: readonly (readonly [string, string])[] = [
  ['ph', 'f'],
  ['ck', 'k'],
  ['ie', 'y'],
  ['ey', 'y'],
  ['y', 'i'],
  ['ei', 'ie'],
  ['ea', 'ee'],
  ['ee', 'ea'],
  ['ou', 'u'],
  ['er', 'ar'],
  ['an', 'en'],
  ['z', 's'],
  ['k', 'c'],
  ['ll', 'l'],
  ['nn', 'n'],
  ['rr', 'r'],
  ['ss', 's'],
  ['tt', 't'],
]
const heardRate = 0.7

/**
 * The name as somebody writes it who only heard it, or types in a hurry: one sound spelt another way, a letter twice, a
 * letter left out, or two neighbours swapped. The first letter is always right, and the result is never the name.
 */
export function misspellName(name: string, random: RandomSource): string {
  const inside = Array.from({ length: name.length - 1 }, (_, index) => index + 1)
  const heard = soundAlikes.map(([right, wrong]) => name.replace(right, wrong)).filter((one) => one !== name)
  if (heard.length > 0 && random() < heardRate) return drawOne(heard, random)
  const typed = [
    ...inside.map((at) => `${name.slice(0, at)}${name[at]}${name.slice(at)}`),
    ...inside.map((at) => name.slice(0, at) + name.slice(at + 1)),
    ...inside.slice(0, -1).map((at) => name.slice(0, at) + name[at + 1] + name[at] + name.slice(at + 2)),
  ]
  return drawOne(
    typed.filter((slip) => slip !== name && slip.length > 2),
    random,
  )
}
