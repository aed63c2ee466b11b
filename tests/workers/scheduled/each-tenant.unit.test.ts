import { expect, it } from 'vitest'
import { eachTenant } from '#workers/scheduled/each-tenant.ts'

it('goes on with the others where it fails for one, and says so at the end', async () => {
  const done: string[] = []
  const work = async (tenant: string) => {
    if (tenant === 'broken') throw new Error('its log does not answer')
    done.push(tenant)
  }
  await expect(eachTenant(['one', 'broken', 'two'], work)).rejects.toThrow('failed for 1 of 3 tenants')
  expect(done).toEqual(['one', 'two'])
  await expect(eachTenant(['one'], work)).resolves.toBeUndefined()
})
