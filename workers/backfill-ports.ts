import { drizzle } from 'drizzle-orm/d1'
import type { BackfillPorts } from '#queues/jobs/backfill/backfill-ports.ts'
import { advanceBackfillRun, findBackfillRun } from '#shared/database/backfill-runs.ts'
import { findConnectionRow } from '#shared/database/connections.ts'
import { fail, succeed } from '#shared/kernel/result.ts'
import type { BackfillFailure } from '#shared/sources/backfill.ts'
import { backfills } from '#shared/sources/backfills.ts'
import { connectableSources } from '#shared/sources/connectable-sources.ts'
import type { Tenant } from '#shared/tenants/tenant.ts'
import { appendEvents } from './append-events.ts'
import type { Env } from './env.ts'
import { openVendor } from './open-vendor.ts'

/** Connects the steps of a tenant's back-fills with the real world: D1, the vendors, the event log, the jobs queue. */
export function backfillPorts(env: Env, tenant: Tenant): BackfillPorts {
  const database = drizzle(env.DB)
  return {
    runs: {
      find: (runId) => findBackfillRun(database, tenant.tenantId, runId),
      advance: (seen, changes) => advanceBackfillRun(database, seen, changes),
    },
    connection: async (run) => {
      const row = await findConnectionRow(database, run)
      const source = connectableSources.get(run.source)
      const backfill = backfills.get(run.source)
      if (row === undefined) return fail(ended('the connection is gone'))
      if (row.status === 'paused') return fail(ended('the connection is paused'))
      if (source === undefined || backfill === undefined)
        return fail(ended('this source cannot be read from'))
      const call = await openVendor(row, backfill, env)
      if (!call.ok) return call
      const context = {
        source: `${row.source}/${row.connectionId}`,
        defaultCurrency: tenant.currency,
        timeZone: tenant.timeZone,
        settings: row.settings,
        freshId: () => crypto.randomUUID(),
      }
      return succeed({ source, backfill, call: call.value, context })
    },
    append: (events, rejected, receivedAtMs) => appendEvents(env, tenant, events, rejected, receivedAtMs),
    queue: {
      send: async (message, delaySeconds) => {
        await env.JOBS_QUEUE.send(message, { delaySeconds })
      },
    },
    nowMs: () => Date.now(),
  }
}

function ended(message: string): BackfillFailure {
  return { kind: 'invalid-settings', message, retryable: false, afterSeconds: null }
}
