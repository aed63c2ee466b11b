import { expect, it } from 'vitest'
import { confidenceWords } from '#app/predictions/confidence-words.ts'

it.each([
  [1, 'Likely, 100 %'],
  [0.7, 'Likely, 70 %'],
  [0.69, 'Fairly likely, 69 %'],
  [0.4, 'Fairly likely, 40 %'],
  [0.39, 'Unsure, 39 %'],
  [0.004, 'Unsure, < 1 %'],
  [0, 'Unsure, 0 %'],
])('says %s as "%s"', (confidence, words) => expect(confidenceWords(confidence)).toBe(words))
