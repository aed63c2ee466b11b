import { eraseCustomer } from '#queues/erasure/erase-customer.ts'
import type { IngestPorts } from '#queues/ingest/ingest-ports.ts'
import { repeatCalls } from '#queues/repeat-calls.ts'
import { projectionStatements, silencedBy } from '#shared/database/project.ts'
import type { EventPlaces, OpenOperations, ResolveReply } from '#shared/identity/decision-records.ts'
import { errorReport } from '#shared/kernel/error-report.ts'
import { groupByShard } from '#shared/tenants/group-by-shard.ts'
import { eventLogName, identityDirectoryName, liveFeedName } from '#shared/tenants/object-names.ts'
import { loadTenant } from './credentials/load-tenant.ts'
import type { Env } from './env.ts'
import { erasurePorts } from './erasure-ports.ts'
import { noteBuyers } from './note-buyers.ts'
import { requestErasureByEvent } from './request-erasure.ts'

/** Connects ingest with the real world: Durable Objects, D1 and R2. */
export function ingestPorts(env: Env): IngestPorts {
  const ports: IngestPorts = {
    tenant: (tenantId) => loadTenant(env.DB, tenantId, Date.now()),
    readLog: (tenant, shard, fromSequence, toSequence) =>
      env.EVENT_LOG.getByName(eventLogName(tenant, shard)).read(fromSequence, toSequence),
    settleLog: async (tenant, shard, entries) =>
      env.EVENT_LOG.getByName(eventLogName(tenant, shard)).settle(entries),
    resolve: async (tenant, claims) => {
      const directory = env.IDENTITY_DIRECTORY.getByName(identityDirectoryName(tenant))
      return JSON.parse(await directory.resolve(JSON.stringify(claims), tenant.identityRules)) as ResolveReply
    },
    openWork: async (tenant) =>
      JSON.parse(
        await env.IDENTITY_DIRECTORY.getByName(identityDirectoryName(tenant)).openWork(),
      ) as OpenOperations,
    completeWork: async (tenant, operations, projected) =>
      env.IDENTITY_DIRECTORY.getByName(identityDirectoryName(tenant)).completeWork(operations, projected),
    placesOfEvents: async (tenant, keysOfEvents) => {
      const directory = env.IDENTITY_DIRECTORY.getByName(identityDirectoryName(tenant))
      return JSON.parse(await directory.placesOfEvents(JSON.stringify(keysOfEvents))) as EventPlaces
    },
    ingest: (objectName, customers) => env.CUSTOMER.getByName(objectName).ingest(customers),
    redirect: (objectName, customerId, survivorId, operation) =>
      env.CUSTOMER.getByName(objectName).redirect(customerId, survivorId, operation),
    fence: (objectName, customerId, operation) =>
      env.CUSTOMER.getByName(objectName).fence(customerId, operation),
    open: (objectName, customerId, operation, exceedsVersion) =>
      env.CUSTOMER.getByName(objectName).open(customerId, operation, exceedsVersion),
    revise: (objectName, customerId, revision) =>
      env.CUSTOMER.getByName(objectName).revise(customerId, revision),
    discard: async (objectName, customerId, eventKeys) =>
      env.CUSTOMER.getByName(objectName).discard(customerId, eventKeys),
    withdrawnAmong: async (tenant, eventKeys) => {
      const found = await Promise.all(
        [...groupByShard(tenant, eventKeys)].map(([shard, keys]) =>
          env.EVENT_LOG.getByName(eventLogName(tenant, shard)).withdrawnAmong(keys),
        ),
      )
      return new Set(found.flat())
    },
    eventsWithForeignKeys: (objectName, customerId) =>
      env.CUSTOMER.getByName(objectName).eventsWithForeignKeys(customerId),
    timelineFromStart: (objectName, customerId, limit, cursor) =>
      env.CUSTOMER.getByName(objectName).timelineFromStart(customerId, limit, cursor),
    project: async (tenant, projection) => {
      const statements = projectionStatements(tenant.tenantId, projection)
      if (statements.length === 0) return
      await env.DB.batch(statements.map(({ text, values }) => env.DB.prepare(text).bind(...values)))
      const silenced = silencedBy(projection)
      if (silenced.length > 0)
        await env.LIVE_FEED.getByName(liveFeedName(tenant)).takeBackPredictions(silenced)
    },
    requestErasure: (tenant, { requestId, customerId, requestedBy }) =>
      requestErasureByEvent(env, tenant, { requestId, customerId, mode: 'delete', by: requestedBy }),
    claimSegment: (tenant, shard, claim) =>
      env.EVENT_LOG.getByName(eventLogName(tenant, shard)).claimSegment(claim),
    archive: async ({ key, lines }) => {
      // Create-once: a segment that is there already is the same one, written by an earlier attempt.
      const isNew = await env.ARCHIVE.put(key, lines, { onlyIf: new Headers({ 'if-none-match': '*' }) })
      // An empty one was put there so that this one is not written.
      return isNew !== null || (await env.ARCHIVE.head(key))?.size !== 0
    },
    eraseCustomer: (tenant, operation) =>
      eraseCustomer(tenant, operation, repeatCalls(erasurePorts(env, ports), sleep)),
    report: (tenantId, error) => {
      // biome-ignore lint/suspicious/noConsole: this is the one catch of the consumer, and the log the only witness
      console.error(
        JSON.stringify({ level: 'error', queue: 'patron-ingest', tenantId, ...errorReport(error) }),
      )
    },
    noteBuyers: (tenant, customerIds) => noteBuyers(env, tenant.tenantId, customerIds),
    publish: async (tenant, events, omittedCount) =>
      env.LIVE_FEED.getByName(liveFeedName(tenant)).publish(events, omittedCount),
  }
  return ports
}

function sleep(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms))
}
