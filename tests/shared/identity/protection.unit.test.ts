import { describe, expect, it } from 'vitest'
import { IdentityDraft } from '#shared/identity/identity-draft.ts'
import { defaultIdentityRules } from '#shared/identity/identity-rules.ts'
import { pairKey } from '#shared/identity/kept-apart.ts'
import { type Party, protection } from '#shared/identity/protection.ts'
import { newClaim } from '#tests/support/new-claim.ts'
import { testTimeMs } from '#tests/support/new-event.ts'
import { nothingKnown } from '#tests/support/nothing-known.ts'

const customers = {
  ada: 'email:ada device_id:tablet external_id:s:1',
  bob: 'phone:bob device_id:mobile',
  guest: 'cookie_id:guest',
  card: 'loyalty_id:1 cookie_id:card',
  second: 'external_id:s:2 loyalty_id:2',
}
const draft = new IdentityDraft({
  ...nothingKnown,
  members: new Map(Object.keys(customers).map((id) => [id, [id]])),
  links: new Map(
    Object.entries(customers).map(([id, keys]) => [
      id,
      keys.split(' ').map((key) => ({ key, occurredAt: testTimeMs, eventKey: 'before' })),
    ]),
  ),
  keptApart: new Set([pairKey('guest', 'card')]),
})

/** `ada: email:ada` is a known customer by one of its identifiers; `new: email:x` what an event brings. */
function party(text: string): Party {
  const [name = '', keys = ''] = text.split(': ')
  return { customerId: name === 'new' ? null : name, keys: keys.split(' ') }
}

function protect(base: string[], other: string, says?: readonly [string, string]) {
  const parties = base.map(party)
  const keys = [...parties, party(other)].flatMap((one) => one.keys)
  const [from, to] = says ?? []
  const claim = newClaim('shop:1', keys)
  const isStated = from !== undefined && to !== undefined
  const stated = isStated ? { ...claim, statement: { kind: 'same-person' as const, from, to } } : claim
  return protection(parties, party(other), stated, draft, defaultIdentityRules)
}

describe('protection', () => {
  it.each([
    ['a guest on the way to a customer', ['ada: email:ada'], 'guest: cookie_id:guest', undefined],
    ['two known people by e-mail and phone', ['ada: email:ada'], 'bob: phone:bob', undefined],
    [
      'one of them only by a device',
      ['ada: email:ada'],
      'bob: device_id:mobile',
      ['shared-device', 'device_id:mobile'],
    ],
    [
      'both only by devices',
      ['ada: device_id:tablet'],
      'bob: device_id:mobile',
      ['shared-device', 'device_id:tablet device_id:mobile'],
    ],
    [
      'a new e-mail at a known device',
      ['new: email:x'],
      'ada: device_id:tablet',
      ['shared-device', 'device_id:tablet'],
    ],
    [
      'a new account without e-mail at a known device',
      ['new: external_id:t:9'],
      'ada: device_id:tablet',
      undefined,
    ],
    ['a card at a browser', ['card: loyalty_id:1'], 'ada: device_id:tablet', undefined],
    [
      "an account and a new e-mail at another's device",
      ['second: external_id:s:2', 'new: email:x'],
      'bob: device_id:mobile',
      ['shared-device', 'device_id:mobile'],
    ],
    [
      'two accounts of one shop',
      ['ada: email:ada'],
      'second: loyalty_id:2',
      ['identifier-limit', 'email:ada loyalty_id:2'],
    ],
    [
      'two accounts of one shop, by name',
      ['ada: external_id:s:1'],
      'second: external_id:s:2',
      ['identifier-limit', ''],
    ],
    [
      'a pair that a person kept apart',
      ['guest: cookie_id:guest'],
      'card: loyalty_id:1',
      ['kept-apart', 'cookie_id:guest loyalty_id:1'],
    ],
    [
      'a pair kept apart, one of it joined by then',
      ['ada: email:ada', 'guest: cookie_id:guest'],
      'card: cookie_id:card',
      ['kept-apart', 'email:ada cookie_id:guest cookie_id:card'],
    ],
  ])('%s', (_, base, other, expected) => {
    const [reason, suspects = ''] = expected ?? []
    const found = protect(base, other)
    expect(found).toEqual(
      reason === undefined ? undefined : { reason, suspects: suspects.split(' ').filter(Boolean) },
    )
  })

  it.each([
    ['a device', ['ada: email:ada'], 'bob: device_id:mobile', ['email:ada', 'device_id:mobile'], undefined],
    [
      'a limit',
      ['ada: external_id:s:1'],
      'second: external_id:s:2',
      ['external_id:s:2', 'external_id:s:1'],
      undefined,
    ],
    [
      'not what a person said',
      ['guest: cookie_id:guest'],
      'card: loyalty_id:1',
      ['cookie_id:guest', 'loyalty_id:1'],
      'source-says-same',
    ],
    [
      'nothing about others',
      ['ada: email:ada'],
      'bob: device_id:mobile',
      ['email:ada', 'phone:else'],
      'shared-device',
    ],
  ] as const)('the word of a source outweighs %s', (_, base, other, says, reason) => {
    expect(protect([...base], other, says)?.reason).toBe(reason)
  })
})
