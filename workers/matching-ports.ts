import { drizzle } from 'drizzle-orm/d1'
import { settleIdentity } from '#queues/ingest/settle-identity.ts'
import type { MatchingPorts } from '#queues/jobs/matching/matching-ports.ts'
import { advanceMatchingRun, findMatchingRun, listMatchRecords } from '#shared/database/matching-runs.ts'
import { pairKey } from '#shared/identity/kept-apart.ts'
import { identityDirectoryName } from '#shared/tenants/object-names.ts'
import type { Tenant } from '#shared/tenants/tenant.ts'
import { ingestPorts } from './compose.ts'
import type { Env } from './env.ts'
import { listObjects } from './list-objects.ts'

/** Connects the steps of a tenant's matching runs with the real world: D1, R2, the directory and the jobs queue. */
export function matchingPorts(env: Env, tenant: Tenant): MatchingPorts {
  const database = drizzle(env.DB)
  const folder = `matching/${tenant.tenantId}/`
  return {
    runs: {
      find: (runId) => findMatchingRun(database, tenant.tenantId, runId),
      advance: (seen, changes) => advanceMatchingRun(database, seen, changes),
    },
    records: (afterCustomerId, limit) => listMatchRecords(database, tenant.tenantId, afterCustomerId, limit),
    notes: {
      read: async (name) => {
        const object = await env.UPLOADS.get(`${folder}${name}.json`)
        if (object === null) throw new Error(`the note ${name} is missing`)
        return object.json()
      },
      write: async (name, value) => {
        await env.UPLOADS.put(`${folder}${name}.json`, JSON.stringify(value))
      },
      removeAll: async (runId) => env.UPLOADS.delete(await listObjects(env.UPLOADS, `${folder}${runId}/`)),
    },
    keptApart: async () => {
      const directory = env.IDENTITY_DIRECTORY.getByName(identityDirectoryName(tenant))
      const pairs: string[] = JSON.parse(await directory.keptApartPairs())
      const kept = new Set(pairs)
      return (leftId, rightId) => kept.has(pairKey(leftId, rightId))
    },
    propose: async (matches) => {
      const directory = env.IDENTITY_DIRECTORY.getByName(identityDirectoryName(tenant))
      const counts = JSON.parse(await directory.proposeMatches(JSON.stringify(matches), tenant.identityRules))
      // So that the reviews are listed, and merges carried out, when the run says that it is done.
      await settleIdentity(tenant, ingestPorts(env))
      return counts
    },
    queue: {
      send: async (message) => {
        await env.JOBS_QUEUE.send(message)
      },
    },
    nowMs: () => Date.now(),
  }
}
