import { drizzle } from 'drizzle-orm/d1'
import type { DestinationPorts, LedgerChanges } from '#queues/activations/destination-ports.ts'
import type { CustomerRecord } from '#shared/customers/ingest.ts'
import {
  candidatesStatement,
  noteStatements,
  problemStatements,
  readCandidate,
  removalsStatement,
  removedStatements,
} from '#shared/database/destination-ledger.ts'
import { advanceStatement, findDestinationRun } from '#shared/database/destination-runs.ts'
import { type DestinationName, findDestination } from '#shared/database/destinations.ts'
import type { SqlStatement } from '#shared/database/sql-statement.ts'
import { lastSeenSince } from '#shared/destinations/decide-customer.ts'
import type { RemovedRecord } from '#shared/destinations/destination.ts'
import { placeCustomer } from '#shared/tenants/object-names.ts'
import type { Tenant } from '#shared/tenants/tenant.ts'
import type { Env } from './env.ts'
import { openDestination } from './open-destination.ts'

/** Customers are asked for so many at a time: a Worker has six connections out at once, and the rest would queue up. */
const askedAtOnce = 25

/** Connects the runs of a tenant's destinations with the real world: D1, the customers, the outside systems, the jobs queue. */
export function destinationPorts(env: Env, tenant: Tenant): DestinationPorts {
  const database = drizzle(env.DB)
  const prepared = ({ text, values }: SqlStatement) => env.DB.prepare(text).bind(...values)
  return {
    tenant,
    findRun: (runId) => findDestinationRun(database, tenant.tenantId, runId),
    open: async (run) => {
      const row = await findDestination(database, run)
      return row === undefined || row.status === 'paused' ? undefined : openDestination(row, env)
    },
    candidates: async (rules, run, limit) => {
      const sinceMs = lastSeenSince(rules.audience, Date.now())
      const { results } = await prepared(candidatesStatement(rules, run, sinceMs, limit)).all()
      return results.map(readCandidate)
    },
    removals: async (run, state, limit) =>
      (await prepared(removalsStatement(run, state, run, limit)).all<RemovedRecord>()).results,
    customers: async (customerIds) => {
      const records: CustomerRecord[] = []
      for (let from = 0; from < customerIds.length; from += askedAtOnce) {
        const asked = customerIds.slice(from, from + askedAtOnce).map((id) => readCustomer(env, tenant, id))
        for (const record of await Promise.all(asked)) if (record !== undefined) records.push(record)
      }
      return records
    },
    store: async (seen, ledger, changes) => {
      const statements = [...ledgerStatements(seen, ledger, Date.now()), advanceStatement(seen, changes)]
      const outcomes = await env.DB.batch(statements.map(prepared))
      return outcomes.at(-1)?.meta.changes === 1
    },
    queue: {
      send: async (message, delaySeconds) => {
        await env.JOBS_QUEUE.send(message, { delaySeconds })
      },
    },
    nowMs: () => Date.now(),
  }
}

async function readCustomer(
  env: Env,
  tenant: Tenant,
  customerId: string,
): Promise<CustomerRecord | undefined> {
  const profile = await env.CUSTOMER.getByName(placeCustomer(tenant, customerId)).profile(customerId)
  if (profile === null || profile.stored.isErased || profile.stored.mergedInto !== null) return undefined
  return { ...profile.stored, state: JSON.parse(profile.stored.state) }
}

function ledgerStatements(
  destination: DestinationName,
  { noted = [], removed = [], problems = [] }: LedgerChanges,
  nowMs: number,
): SqlStatement[] {
  return [
    ...noteStatements(destination, noted, nowMs),
    ...removedStatements(destination, removed),
    ...problemStatements(destination, problems, nowMs),
  ]
}
