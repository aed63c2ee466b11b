import { describe, expect, it } from 'vitest'
import { customerSchema } from '#shared/contracts/customers.ts'
import { type CustomerState, emptyCustomer, evolveCustomer } from '#shared/customers/customer-state.ts'
import { customerView } from '#shared/customers/views/customer-view.ts'
import { newEvent, testTimeMs } from '#tests/support/new-event.ts'
import { testTenant } from '#tests/support/test-tenant.ts'

const refusal = newEvent({
  consents: [
    { purpose: 'marketing', channel: 'sms', isGranted: false },
    { purpose: 'analytics', isGranted: true },
  ],
})

function viewOf(state: CustomerState) {
  return customerView({ customerId: 'cus_1', version: 1, mergedInto: null, state }, [], [], testTenant())
}

describe('customerView', () => {
  it('shows what the person allows and refuses', () => {
    const view = viewOf(evolveCustomer(emptyCustomer, refusal, []))
    const since = new Date(testTimeMs).toISOString()
    expect(view.consents).toEqual([
      { purpose: 'marketing', channel: 'sms', isGranted: false, since, source: 'tracking/web' },
      { purpose: 'analytics', channel: null, isGranted: true, since, source: 'tracking/web' },
    ])
    expect(customerSchema.parse(view)).toEqual(view)
  })

  it('takes a state that was stored before there were consents, which may then be added to', () => {
    const { consents: _, ...old } = evolveCustomer(emptyCustomer, newEvent(), [])
    expect(viewOf(old).consents).toEqual([])
    expect(viewOf(evolveCustomer(old, refusal, [], 'cus_2')).consents).toHaveLength(2)
  })
})
