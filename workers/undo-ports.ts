import type { PreviewPorts } from '#queues/jobs/undo/preview-undo.ts'
import type { UndoPorts } from '#queues/jobs/undo/undo-ports.ts'
import { siblingsOfImport } from '#shared/database/catalogue-imports.ts'
import { groupByShard } from '#shared/tenants/group-by-shard.ts'
import { eventLogName, identityDirectoryName } from '#shared/tenants/object-names.ts'
import { ingestPorts } from './compose.ts'
import type { Env } from './env.ts'
import { erasurePorts } from './erasure-ports.ts'
import { tellerPorts } from './teller-ports.ts'

/** Connects the undo of an import, and its preview, with the real world: Durable Objects, D1 and R2. */
export function undoPorts(env: Env): UndoPorts & PreviewPorts {
  const ports = ingestPorts(env)
  const { forgetLines, listSegments, readSegment, replaceSegment, voidSegment } = erasurePorts(env, ports)
  return {
    ...ports,
    ...tellerPorts(env),
    forgetLines,
    listSegments,
    readSegment,
    replaceSegment,
    voidSegment,
    decideWithdrawals: async (tenant, withdrawals) =>
      JSON.parse(
        await env.IDENTITY_DIRECTORY.getByName(identityDirectoryName(tenant)).withdrawEvents(
          JSON.stringify(withdrawals),
          tenant.identityRules,
        ),
      ),
    timelinesOf: (objectName, customerIds, room) =>
      env.CUSTOMER.getByName(objectName).timelinesOf(customerIds, room),
    fencedTimelines: (objectName, steps, room) =>
      env.CUSTOMER.getByName(objectName).fencedTimelines(steps, room),
    reviseAll: (objectName, revisions) => env.CUSTOMER.getByName(objectName).reviseAll(revisions),
    withdrawImport: (tenant, shard, importId) =>
      env.EVENT_LOG.getByName(eventLogName(tenant, shard)).withdrawImport(importId),
    entriesOf: (tenant, shard, importId) =>
      env.EVENT_LOG.getByName(eventLogName(tenant, shard)).entriesOfImport(importId),
    toldOnlyBy: async (tenant, importId, eventKeys) => {
      const found = await Promise.all(
        [...groupByShard(tenant, eventKeys)].map(([shard, keys]) =>
          env.EVENT_LOG.getByName(eventLogName(tenant, shard)).toldOnlyBy(importId, keys),
        ),
      )
      return new Set(found.flat())
    },
    countMergesBy: async (tenant, eventKeys) =>
      env.IDENTITY_DIRECTORY.getByName(identityDirectoryName(tenant)).countMergesBy(eventKeys),
    siblingsOf: async ({ tenantId }, importId) => {
      const { text, values } = siblingsOfImport(tenantId, importId)
      const { results } = await env.DB.prepare(text)
        .bind(...values)
        .all<{ importId: string }>()
      return results.map((row) => row.importId)
    },
    forgetWithdrawn: async (tenant, shard, eventKeys) =>
      env.EVENT_LOG.getByName(eventLogName(tenant, shard)).forgetWithdrawn(eventKeys),
    forgottenAmong: (tenant, shard, lines) =>
      env.EVENT_LOG.getByName(eventLogName(tenant, shard)).forgottenAmong(lines),
  }
}
