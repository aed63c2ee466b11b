import { expect, it } from 'vitest'
import { initialsOf } from '#app/format/initials.ts'

it.each([
  ['Ada Lovelace', 'AL'],
  ['søren aabye kierkegaard', 'SK'],
  ['ada.lovelace@example.com', 'AL'],
  ['+447946010005', '4'],
  ['Ada', 'A'],
  ['', '?'],
  ['---', '?'],
])('%s is %s for short', (displayName, initials) => {
  expect(initialsOf(displayName)).toBe(initials)
})
