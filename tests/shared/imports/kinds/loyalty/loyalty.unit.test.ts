import { expect, it } from 'vitest'
import { importRows } from '../import-rows.ts'

it('takes a file of cards, each with its points and who holds it', () => {
  const { kind, events } = importRows(`
Card number,Tier,Points,Member since,Email,As of
L-1,Gold,1200.5,2019-05-01,ada@example.com,2026-11-20`)
  expect(kind).toBe('loyalty')
  expect(events).toMatchObject([
    {
      id: expect.stringMatching(/^loyalty:/),
      kind: 'identify',
      occurredAt: Date.UTC(2026, 10, 20),
      identifiers: [
        { type: 'email', value: 'ada@example.com' },
        { type: 'loyalty_id', value: 'L-1' },
      ],
      traits: {
        email: 'ada@example.com',
        loyaltyTier: 'Gold',
        loyaltyPoints: 1200.5,
        loyaltyJoinedAt: '2019-04-30T23:00:00.000Z',
      },
    },
  ])
})

it('rejects a card without a number and points that are none', () => {
  const { rejects } = importRows('card number,points\n,5\nL-2,many')
  expect(rejects).toMatchObject([
    { kind: 'missing-value', column: 'card number' },
    { kind: 'invalid-amount', column: 'points' },
  ])
})
