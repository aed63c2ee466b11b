import type { RebuildPorts } from '#queues/jobs/rebuild/rebuild-ports.ts'
import type { EraseOperation, IdentityRecords } from '#shared/identity/decision-records.ts'
import { importFolder, rejectsFolder } from '#shared/imports/import-keys.ts'
import { eventLogName, identityDirectoryName } from '#shared/tenants/object-names.ts'
import type { Tenant } from '#shared/tenants/tenant.ts'
import type { Env } from './env.ts'
import { erasurePorts } from './erasure-ports.ts'
import { jobPorts } from './job-ports.ts'
import { listObjects } from './list-objects.ts'
import { runStatements } from './run-statements.ts'
import { undoPorts } from './undo-ports.ts'

/** R2 deletes at most this many objects a call. */
const removedAtOnce = 1_000

/** Connects a rebuild of a tenant's tables with the real world: Durable Objects, D1 and R2. */
export function rebuildPorts(env: Env, tenant: Tenant, jobId: string): RebuildPorts {
  const ports = undoPorts(env)
  const { forgetExports, forgetUploads } = erasurePorts(env, ports)
  const directory = () => env.IDENTITY_DIRECTORY.getByName(identityDirectoryName(tenant))
  return {
    ...ports,
    ...jobPorts(env, tenant, jobId),
    forgetExports,
    forgetUploads,
    tenant,
    read: async ({ text, values }) => {
      const { results } = await env.DB.prepare(text)
        .bind(...values)
        .all()
      return results
    },
    write: async (statements) => {
      await runStatements(env.DB, statements)
    },
    customersAfter: (customerId, limit) => directory().customersAfter(customerId, limit),
    recordsAfter: async (mergeId, reviewId, splitId, limit) =>
      JSON.parse(await directory().recordsAfter(mergeId, reviewId, splitId, limit)) as IdentityRecords,
    erasuresAfter: async (operation, limit) =>
      JSON.parse(await directory().erasuresAfter(operation, limit)) as EraseOperation[],
    unknownAmong: (table, ids) => directory().unknownAmong(table, [...ids]),
    restate: (objectName, customerIds) => env.CUSTOMER.getByName(objectName).restate([...customerIds]),
    customersOfCellAfter: (objectName, customerId, limit) =>
      env.CUSTOMER.getByName(objectName).customersAfter(customerId, limit),
    logCounts: async (shard) => env.EVENT_LOG.getByName(eventLogName(tenant, shard)).counts(),
    segmentsAfter: async (key, limit) => {
      const prefix = `events/${tenant.tenantId}/`
      const { objects } = await env.ARCHIVE.list({ prefix, limit, ...(key !== '' && { startAfter: key }) })
      return objects.map((object) => object.key)
    },
    areSuppressed: (claims) => directory().areSuppressed(JSON.stringify(claims)),
    isAnybodyForgotten: async () => directory().isAnybodyForgotten(),
    forgottenAmong: (keys) => directory().forgottenAmong([...keys]),
    rejectKeys: (name) => listObjects(env.UPLOADS, rejectsFolder(name)),
    readRejects: async (key) => (await (await env.UPLOADS.get(key))?.text()) ?? '',
    removeWork: async (name) => {
      const keys = await listObjects(env.UPLOADS, importFolder(name))
      const work = keys.filter((key) => !key.startsWith(rejectsFolder(name)))
      for (let from = 0; from < work.length; from += removedAtOnce)
        await env.UPLOADS.delete(work.slice(from, from + removedAtOnce))
    },
    sleep: (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
  }
}
