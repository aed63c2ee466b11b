import { formatRate } from '../format/format-number.ts'

const likelyFromRate = 0.7
const unsureBelowRate = 0.4

/** "Likely, 82 %": how sure a prediction is of itself, 0..1. */
export function confidenceWords(confidence: number): string {
  const word =
    confidence >= likelyFromRate ? 'Likely' : confidence >= unsureBelowRate ? 'Fairly likely' : 'Unsure'
  return `${word}, ${formatRate(confidence)}`
}
