import { drizzle } from 'drizzle-orm/d1'
import type { CustomerJobPorts, ExamplePage, JobPorts } from '#queues/jobs/job-ports.ts'
import { countCustomers } from '#shared/database/count-customers.ts'
import { advanceJobStatement, findJob, noteJobRetry } from '#shared/database/jobs.ts'
import { registerStatements } from '#shared/database/model-versions.ts'
import { type CustomerHistory, purchaseHistoryPage } from '#shared/database/read-purchase-histories.ts'
import type { Tenant } from '#shared/tenants/tenant.ts'
import type { Env } from './env.ts'
import { listObjects } from './list-objects.ts'
import { readHistories } from './read-histories.ts'
import { runStatements } from './run-statements.ts'

/** R2 deletes at most this many objects a call. */
const removedAtOnce = 1_000

/** Where the steps of a tenant's jobs leave what later ones need. */
export function jobFiles(tenantId: string): string {
  return `jobs/${tenantId}/`
}

/** Deletes what the steps of a job left. */
export async function removeJobFiles(
  env: Pick<Env, 'UPLOADS'>,
  tenantId: string,
  jobId: string,
): Promise<void> {
  const keys = await listObjects(env.UPLOADS, `${jobFiles(tenantId)}${jobId}/`)
  for (let from = 0; from < keys.length; from += removedAtOnce) {
    await env.UPLOADS.delete(keys.slice(from, from + removedAtOnce))
  }
}

/** Connects a job of a tenant with the real world: D1, R2 and the jobs queue. */
export function jobPorts(env: Env, { tenantId }: Tenant, jobId: string): JobPorts {
  const database = drizzle(env.DB)
  const folder = `${jobFiles(tenantId)}${jobId}/`
  return {
    jobs: {
      find: (id) => findJob(database, tenantId, id),
      advance: async (seen, changes, version) => {
        const results = await runStatements(env.DB, [
          ...(version === null ? [] : registerStatements(seen, version)),
          advanceJobStatement(seen, changes, version?.row.artifactKey ?? null),
        ])
        return (results.at(-1)?.results.length ?? 0) > 0
      },
      noteRetry: (seen) => noteJobRetry(database, seen),
    },
    files: {
      read: async (name) => {
        const object = await env.UPLOADS.get(`${folder}${name}`)
        if (object === null) throw new Error(`the file ${name} of the job is missing`)
        return object.arrayBuffer()
      },
      write: async (name, content) => {
        await env.UPLOADS.put(`${folder}${name}`, content)
      },
      remove: async (names) => {
        if (names.length > 0) await env.UPLOADS.delete(names.map((name) => `${folder}${name}`))
      },
      removeAll: () => removeJobFiles(env, tenantId, jobId),
    },
    queue: {
      send: async (message) => {
        await env.JOBS_QUEUE.send(message)
      },
    },
    freshId: () => crypto.randomUUID(),
    nowMs: () => Date.now(),
  }
}

/** The same for a job about customers. `mayUse` tells of a customer whether it may look at what was bought. */
export function customerJobPorts(
  env: Env,
  tenant: Tenant,
  jobId: string,
  mayUse: (customer: CustomerHistory) => boolean,
): CustomerJobPorts {
  const { tenantId } = tenant
  return {
    ...jobPorts(env, tenant, jobId),
    context: {
      tenantId,
      currency: tenant.currency,
      timeZone: tenant.timeZone,
      country: tenant.country,
      spendingDeviationThreshold: tenant.spendingDeviationThreshold,
    },
    examples: async (after, limit): Promise<ExamplePage> => {
      const page = await readHistories(env.DB, tenantId, purchaseHistoryPage(tenantId, after, limit))
      return {
        examples: page.filter(mayUse),
        refusedIds: page.filter((customer) => !mayUse(customer)).map(({ customerId }) => customerId),
        nextAfter: page.at(-1)?.customerId ?? null,
      }
    },
    countCustomers: () => countCustomers(drizzle(env.DB), tenantId),
  }
}
