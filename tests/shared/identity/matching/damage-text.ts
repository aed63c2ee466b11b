import type { RandomSource } from '#shared/kernel/random.ts'
import { drawInt } from '#tests/support/drawing.ts'
import { letter } from './random-names.ts'

const soundAlikes: readonly (readonly [string, string])[] = [
  ['ph', 'f'],
  ['ck', 'k'],
  ['ie', 'y'],
  ['ey', 'y'],
  ['ll', 'l'],
  ['tt', 't'],
  ['nn', 'n'],
  ['c', 'k'],
  ['s', 'z'],
  ['i', 'y'],
  ['ea', 'ee'],
  ['ou', 'u'],
]

/** A text with one slip: a character left out, doubled, replaced, two neighbours swapped, or written as it sounds. */
export function withSlip(random: RandomSource, text: string): string {
  if (text.length < 2) return text
  const at = drawInt(random, 0, text.length - 2)
  const kind = random()
  const other = /\d/.test(text[at] ?? '') ? String(drawInt(random, 0, 9)) : letter(random)
  if (kind < 0.2) return text.slice(0, at) + text.slice(at + 1)
  if (kind < 0.4) return text.slice(0, at) + other + text.slice(at)
  if (kind < 0.6) return text.slice(0, at) + other + text.slice(at + 1)
  if (kind < 0.8) return text.slice(0, at) + text[at + 1] + text[at] + text.slice(at + 2)
  const sound = soundAlikes.find(([spelling]) => text.includes(spelling))
  return sound === undefined ? withSlip(random, text) : text.replace(...sound)
}

/** A number with one wrong digit or two neighbours swapped: its length stays. */
export function withWrongDigit(random: RandomSource, digits: string): string {
  const at = drawInt(random, 1, digits.length - 2)
  if (random() < 0.5) return digits.slice(0, at) + drawInt(random, 0, 9) + digits.slice(at + 1)
  return digits.slice(0, at) + digits[at + 1] + digits[at] + digits.slice(at + 2)
}
