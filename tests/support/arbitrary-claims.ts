import * as fc from 'fast-check'
import type { IdentityClaim } from '#shared/identity/identity-claim.ts'
import { defaultIdentityRules, type IdentityRules } from '#shared/identity/identity-rules.ts'
import type { RandomSource } from '#shared/kernel/random.ts'
import { dayMs } from '#shared/kernel/time.ts'
import { drawInt, drawOne, shuffled } from './drawing.ts'
import { newClaim } from './new-claim.ts'
import { testTimeMs } from './new-event.ts'

/** Kinds of identifier in turn; two shops, so that customer numbers are limited each by itself. */
export const claimKinds = [
  'phone',
  'email',
  'external_id:shop',
  'external_id:till',
  'whatsapp_id',
  'loyalty_id',
  'pos_bill:bath',
  'device_id',
  'cookie_id',
]

/** Limits that a handful of identifiers reaches, some within a time, and some of each left out. */
export function drawRules(random: RandomSource): IdentityRules {
  const limit = () => ({ maxCount: drawInt(random, 1, 3), windowDays: drawOne(random, [null, null, 100]) })
  if (random() < 0.3) return defaultIdentityRules
  return {
    ...defaultIdentityRules,
    maxMergedCustomers: drawInt(random, 1, 4),
    sharedDeviceAfter: drawInt(random, 2, 4),
    sharedContactAfter: drawInt(random, 2, 5),
    limits: {
      ...(random() < 0.9 && { external_id: limit() }),
      ...(random() < 0.6 && { phone: limit() }),
      ...(random() < 0.6 && { email: limit() }),
      ...(random() < 0.6 && { loyalty_id: limit() }),
      ...(random() < 0.5 && { device_id: limit() }),
      ...(random() < 0.5 && { cookie_id: limit() }),
    },
  }
}

/** Claims of few identifiers, most of them with one or two, so that everything meets. */
export function drawClaims(random: RandomSource, maxCount: number): IdentityClaim[] {
  const kinds = shuffled(random, claimKinds).slice(0, drawInt(random, 2, 6))
  const alphabet = Array.from(
    { length: drawInt(random, 2, 14) },
    (_, index) => `${drawOne(random, kinds)}:${index}`,
  )
  const oneKeyRate = drawOne(random, [0.1, 0.4, 0.6])
  const statementRate = drawOne(random, [0, 0, 0.2])
  return Array.from({ length: drawInt(random, 1, maxCount) }, (_, index) => {
    const keyCount = random() < oneKeyRate ? 1 : drawInt(random, 0, random() < 0.8 ? 3 : 6)
    const keys = shuffled(random, alphabet).slice(0, keyCount)
    const claim = newClaim(`shop:${index}`, keys, testTimeMs + drawInt(random, 0, 8) * 50 * dayMs)
    const [from, to] = shuffled(random, keys)
    if (random() >= statementRate || from === undefined || to === undefined) return claim
    return { ...claim, statement: { kind: 'same-person', from, to } }
  })
}

/** Claims with at most so many identifiers each, of a few kinds; no two events have the same key. */
export function arbitraryClaims(kinds: readonly string[], maxKeys: number): fc.Arbitrary<IdentityClaim[]> {
  const key = fc.tuple(fc.constantFrom(...kinds), fc.nat(3)).map(([kind, number]) => `${kind}:${number}`)
  return fc
    .array(fc.uniqueArray(key, { maxLength: maxKeys }), { maxLength: 20 })
    .map((events) => events.map((keys, index) => newClaim(`shop:${index}`, keys)))
}
