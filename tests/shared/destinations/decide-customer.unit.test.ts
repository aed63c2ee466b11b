import { describe, expect, it } from 'vitest'
import { evolveCustomer } from '#shared/customers/customer-state.ts'
import { profileFacts } from '#shared/customers/profile-facts.ts'
import { profileRow } from '#shared/customers/profile-row.ts'
import { decideCustomer, type SendingRules } from '#shared/destinations/decide-customer.ts'
import { consentEvent } from '#shared/privacy/privacy-events.ts'
import { testTimeMs } from '#tests/support/new-event.ts'
import { personState } from '#tests/support/person-state.ts'
import { testTenant } from '#tests/support/test-tenant.ts'

const rules: SendingRules = {
  fields: [{ field: 'email', property: 'mail' }],
  constants: {},
  audience: {},
  purpose: { purpose: 'marketing', channel: 'email' },
}
const proof = { textVersion: null, method: 'letter', recordedBy: 'usr_1' } as const

/** What is decided about somebody who allows marketing and has said these things about processing, one after the other. */
function decisionAfter(...words: boolean[]) {
  const person = personState({ email: 'ada@shop.example', firstName: 'Ada', orders: [], marketing: true })
  const state = words.reduce((before, isGranted, index) => {
    const noted = { id: `stm_${index}:0`, key: 'email:ada@shop.example', nowMs: testTimeMs + 1 + index }
    const event = consentEvent(noted, [{ purpose: 'processing', isGranted }], proof)
    return evolveCustomer(before, event, [noted.key], 'cus_1')
  }, person)
  const row = profileRow(testTenant(), 'cus_1', 1, profileFacts(state))
  return { row, decision: decideCustomer({ row, state, currency: 'GBP' }, rules, 'email', null, testTimeMs) }
}

describe('decideCustomer', () => {
  it('sends nobody whose data may only be kept, whatever else they allow, until that is lifted', () => {
    expect(decisionAfter().decision).toMatchObject({ kind: 'send' })
    expect(decisionAfter(false)).toMatchObject({
      row: { restrictedAt: testTimeMs + 1 },
      decision: { kind: 'hold', reason: 'restricted' },
    })
    expect(decisionAfter(false, true)).toMatchObject({
      row: { restrictedAt: null },
      decision: { kind: 'send' },
    })
  })
})
