import { expect, it } from 'vitest'
import { readCorrection } from '#app/portal/correction-fields.ts'
import { correctionWishSchema } from '#shared/contracts/privacy.ts'

const known = new Map([
  ['firstName', 'Ada'],
  ['lastName', 'King'],
  ['phone', '+447700900123'],
])

function read(answers: Readonly<Record<string, string>>) {
  const form = new FormData()
  for (const [name, value] of Object.entries({ ...Object.fromEntries(known), ...answers }))
    form.set(name, value)
  return readCorrection(form, known)
}

it('asks for what differs from what is known, and for nothing else', () => {
  const { wish, isEmpty } = read({ lastName: ' Lovelace ', phone: '', note: 'I married.' })
  expect(wish).toEqual({ traits: { lastName: 'Lovelace', phone: null }, note: 'I married.' })
  expect(isEmpty).toBe(false)
  expect(correctionWishSchema.safeParse(wish).success).toBe(true)
})

it('is empty when everything is as it is known', () => {
  expect(read({}).isEmpty).toBe(true)
  expect(read({ note: '  ' }).isEmpty).toBe(true)
})
