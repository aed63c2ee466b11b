import { drizzle } from 'drizzle-orm/d1'
import type { OpenDestination } from '#queues/activations/destination-ports.ts'
import { findConnectionRow } from '#shared/database/connections.ts'
import type { DestinationRow } from '#shared/database/tables/destination.ts'
import type { DeliveryFailure } from '#shared/destinations/destination.ts'
import { destinations } from '#shared/destinations/destinations.ts'
import { fail, type Result, succeed } from '#shared/kernel/result.ts'
import type { Backfill } from '#shared/sources/backfill.ts'
import { backfills } from '#shared/sources/backfills.ts'
import type { Env } from './env.ts'
import { openVendor } from './open-vendor.ts'

/** How to call a destination with its connection's credentials; fails when that cannot be. */
export async function openDestination(
  rules: DestinationRow,
  env: Env,
): Promise<Result<OpenDestination, DeliveryFailure>> {
  const row = await findConnectionRow(drizzle(env.DB), rules)
  const backfill = backfills.get(rules.source)
  const destination = destinations.get(rules.source)
  if (row === undefined) return fail(notCallable('the connection is gone'))
  if (row.status === 'paused') return fail(notCallable('the connection is paused'))
  if (row.isDemo && env.ENVIRONMENT === 'production')
    return fail(notCallable('the connection is for trying out only'))
  if (backfill === undefined || destination === undefined)
    return fail(notCallable('nothing can be sent to this system'))
  const options = destination.optionsSchema.safeParse(rules.options)
  if (!options.success) return fail(notCallable('its options are not right any more'))
  const call = await openVendor(row, atOrigin(backfill), env)
  return call.ok ? succeed({ rules, deliverer: destination.deliverer(options.data), call: call.value }) : call
}

/** Where records are read may lie deeper than where they are written; paths of destinations are those of the host. */
function atOrigin(backfill: Backfill): Backfill {
  return {
    ...backfill,
    address: (settings, credentials) => {
      const address = backfill.address(settings, credentials)
      const origin = address.ok ? URL.parse(address.value.baseUrl)?.origin : undefined
      return address.ok && origin !== undefined ? succeed({ ...address.value, baseUrl: origin }) : address
    },
  }
}

function notCallable(message: string): DeliveryFailure {
  return { kind: 'invalid-settings', message, retryable: false, afterSeconds: null }
}
