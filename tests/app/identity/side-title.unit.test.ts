import { expect, it } from 'vitest'
import { sideTitles } from '#app/identity/side-title.ts'
import type { CustomerSide } from '#shared/contracts/identity.ts'

function side(displayName: string | null, identifiers: string[] = []): CustomerSide {
  const customer =
    displayName === null
      ? null
      : {
          id: 'cus_1',
          displayName,
          email: null,
          phone: null,
          firstSeenAt: '2026-11-01T12:00:00.000Z',
          lastSeenAt: '2026-11-01T12:00:00.000Z',
          orderCount: 0,
          revenue: { amountMinor: 0, currency: 'GBP' },
          channels: [],
        }
  return { customer, features: null, identifiers, traits: [], consents: [], eventCount: 0, orderIds: [] }
}

it('calls a side by its name, else by an identifier, and tells namesakes apart', () => {
  expect(sideTitles([side('Ada'), side(null, ['email:a@example.com']), side(null)])).toEqual([
    'Ada',
    'E-mail a@example.com',
    'A customer without identifiers',
  ])
  expect(sideTitles([side('Ada'), side('Grace'), side('Ada')])).toEqual(['Ada (1)', 'Grace', 'Ada (2)'])
})
