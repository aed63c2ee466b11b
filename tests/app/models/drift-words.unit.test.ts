import { expect, it } from 'vitest'
import { driftOf } from '#app/models/drift-words.ts'

it.each([
  [0, 'good'],
  [0.099, 'good'],
  [0.1, 'warn'],
  [0.199, 'warn'],
  [0.2, 'bad'],
  [3, 'bad'],
])('a stability index of %s is %s', (psi, tone) => expect(driftOf(psi).tone).toBe(tone))
