import type { ErasurePorts } from '#queues/erasure/erasure-ports.ts'
import type { IdentityPorts } from '#queues/ingest/ingest-ports.ts'
import { deliveriesWith } from '#shared/database/find-deliveries-with.ts'
import { quarantinedWith } from '#shared/database/find-quarantined.ts'
import { accountsWith } from '#shared/database/forget-accounts.ts'
import type { SqlStatement } from '#shared/database/sql-statement.ts'
import { eventLogName, identityDirectoryName, liveFeedName } from '#shared/tenants/object-names.ts'
import type { Env } from './env.ts'
import { forgetExports, forgetUploads } from './forget-uploads.ts'
import { noteLatestErasure } from './latest-erasure.ts'
import { listObjects } from './list-objects.ts'
import { tellerPorts } from './teller-ports.ts'

/** Connects erasure with the real world: Durable Objects, D1 and R2. */
export function erasurePorts(
  env: Env,
  ports: Pick<IdentityPorts, 'timelineFromStart' | 'ingest' | 'project'>,
): ErasurePorts {
  return {
    ...tellerPorts(env),
    timelineFromStart: ports.timelineFromStart,
    ingest: ports.ingest,
    project: ports.project,
    closeCustomer: (objectName, customerId, operation) =>
      env.CUSTOMER.getByName(objectName).erase(customerId, operation),
    forgetCustomer: async (objectName, customerId) => env.CUSTOMER.getByName(objectName).forget(customerId),
    forgetIdentifiers: async (tenant, { memberIds, mode, requestedAtMs }, keys) =>
      env.IDENTITY_DIRECTORY.getByName(identityDirectoryName(tenant)).forgetIdentifiers(
        JSON.stringify({ memberIds, mode, requestedAtMs, keys }),
      ),
    forgetLines: (tenant, shard, lines) => env.EVENT_LOG.getByName(eventLogName(tenant, shard)).forget(lines),
    listSegments: (folder) => listObjects(env.ARCHIVE, folder),
    readSegment: async (key) => {
      const segment = await env.ARCHIVE.get(key)
      return segment === null ? undefined : { lines: await segment.text(), version: segment.etag }
    },
    replaceSegment: async (key, lines, version) =>
      (await env.ARCHIVE.put(key, lines, { onlyIf: { etagMatches: version } })) !== null,
    voidSegment: async (key) =>
      (await env.ARCHIVE.put(key, '', { onlyIf: new Headers({ 'if-none-match': '*' }) })) !== null,
    findQuarantined: (tenant, texts) =>
      findIds(env, quarantinedWith(tenant.tenantId, texts), 'quarantine_id'),
    findDeliveries: (tenant, texts, eventKeys) =>
      findIds(env, deliveriesWith(tenant.tenantId, texts, eventKeys), 'log_id'),
    forgetExports: (tenant, customerIds) => forgetExports(env, tenant.tenantId, customerIds),
    forgetUploads: (tenant, texts) => forgetUploads(env, tenant.tenantId, texts),
    findAccounts: (tenant, emails) => findIds(env, [accountsWith(tenant.tenantId, emails)], 'user_id'),
    forgetLive: async (tenant, customerIds) =>
      env.LIVE_FEED.getByName(liveFeedName(tenant)).forget(customerIds),
    noteErased: ({ tenantId }, requestId) => noteLatestErasure(env, tenantId, requestId),
    nowMs: () => Date.now(),
  }
}

/** What the statements find in one column, each once. */
async function findIds(env: Env, statements: readonly SqlStatement[], column: string): Promise<string[]> {
  if (statements.length === 0) return []
  const found = await env.DB.batch<Record<string, string>>(
    statements.map(({ text, values }) => env.DB.prepare(text).bind(...values)),
  )
  return [...new Set(found.flatMap(({ results }) => results.flatMap((row) => row[column] ?? [])))]
}
