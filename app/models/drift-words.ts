import type { Tone } from '../components/badge.tsx'

/** How much something changed since training, by its population stability index. */
export interface Drift {
  readonly name: string
  readonly tone: Tone
}

const visibleFromPsi = 0.1
const largeFromPsi = 0.2

/** The usual reading of the index: below 0.1 nothing to speak of, from 0.2 a change that training should follow. */
export function driftOf(psi: number): Drift {
  if (psi >= largeFromPsi) return { name: 'Changed a lot', tone: 'bad' }
  return psi >= visibleFromPsi
    ? { name: 'Changed a little', tone: 'warn' }
    : { name: 'As at training', tone: 'good' }
}
