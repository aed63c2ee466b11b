import { shardOf } from '../kernel/hash.ts'
import type { Tenant } from './tenant.ts'

/** The shard of the log an event belongs to; the same event always to the same one, or it could be counted twice. */
export function placeEvent(tenant: Tenant, eventKey: string): number {
  return shardOf(eventKey, tenant.logShardCount)
}

export function eventLogName(tenant: Tenant, shard: number): string {
  return `${tenant.tenantId}:event-log:${shard}`
}

/** The tenant and shard a log's name stands for. */
export function parseEventLogName(name: string): { tenantId: string; shard: number } | undefined {
  const match = /^(.+):event-log:(\d+)$/.exec(name)
  return match?.[1] === undefined ? undefined : { tenantId: match[1], shard: Number(match[2]) }
}

export function identityDirectoryName(tenant: Tenant): string {
  return `${tenant.tenantId}:identity-directory`
}

/** The tenant a directory's name stands for. */
export function parseIdentityDirectoryName(name: string): string | undefined {
  return /^(.+):identity-directory$/.exec(name)?.[1]
}

export function liveFeedName(tenant: Tenant): string {
  return `${tenant.tenantId}:live-feed`
}

export function rateLimitsName(tenant: Tenant): string {
  return `${tenant.tenantId}:limits`
}

/** The object that holds a customer: one of its own, or one of the tenant's cells. */
export function placeCustomer(tenant: Tenant, customerId: string): string {
  return tenant.customerCellCount === 0
    ? `${tenant.tenantId}:customer:${customerId}`
    : `${tenant.tenantId}:customer-cell:${shardOf(customerId, tenant.customerCellCount)}`
}

const guestOrderCellCount = 16

/**
 * The object that holds the orders of people nobody named. They are spread by order, so that there is never one
 * "walk-in customer" that grows without end.
 */
export function placeGuestOrder(tenant: Tenant, guestOrderId: string): string {
  return guestOrderObjectName(tenant, shardOf(guestOrderId, guestOrderCellCount))
}

/** All objects that hold such orders. */
export function guestOrderObjectNames(tenant: Tenant): string[] {
  return Array.from({ length: guestOrderCellCount }, (_, cell) => guestOrderObjectName(tenant, cell))
}

function guestOrderObjectName({ tenantId }: Tenant, cell: number): string {
  return `${tenantId}:guest-orders:${cell}`
}
