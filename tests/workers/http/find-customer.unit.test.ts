import { expect, it } from 'vitest'
import { testTenant } from '#tests/support/test-tenant.ts'
import type { Env } from '#workers/env.ts'
import { findCustomer, lookForCustomer } from '#workers/http/find-customer.ts'

const tenant = testTenant()
const decided = `cus_${'0'.repeat(24)}`

/** A shop whose directory has just decided on a customer, and whose first event is still on its way to the object. */
const env = {
  IDENTITY_DIRECTORY: { getByName: () => ({ currentCustomerId: async () => decided }) },
  CUSTOMER: { getByName: () => ({ profile: async () => null }) },
} as unknown as Env

it('finds nobody in a customer whose first event is on its way, or in what is no id', async () => {
  expect(await lookForCustomer(env, tenant, decided)).toBeUndefined()
  expect(await lookForCustomer(env, tenant, 'ada@example.com')).toBeUndefined()
  await expect(findCustomer(env, tenant, decided)).rejects.toMatchObject({ code: 'not-found' })
})
