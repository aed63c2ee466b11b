import { formatCount } from '../format/format-number.ts'

/** "+12.3 bits": how much something speaks for one person (or, below zero, for two). */
export function formatBits(weight: number): string {
  const rounded = Math.abs(weight) < 0.05 ? 0 : weight
  const sign = rounded > 0 ? '+' : rounded < 0 ? '−' : ''
  return `${sign}${Math.abs(rounded).toFixed(1)} bits`
}

/** Beyond this a figure says no more than "very many". */
const mostTimes = 1_000_000

/** A match weight (log2 of the Bayes factor) as a sentence. */
export function weightSentence(weight: number): string {
  const times = 2 ** Math.abs(weight)
  if (times < 1.5) return 'What was found speaks neither for one person nor for two.'
  const figure =
    times >= mostTimes
      ? 'more than a million'
      : `about ${formatCount(Number(times.toPrecision(times < 10 ? 1 : 2)))}`
  return weight > 0
    ? `What was found is ${figure} times as likely for one person as for two strangers.`
    : `What was found is ${figure} times as likely for two strangers as for one person.`
}
