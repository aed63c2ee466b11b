import type { PatronClient } from '#shared/contracts/client.ts'
import type { DeliveryList } from '#shared/contracts/connections.ts'
import { minuteMs } from '#shared/kernel/time.ts'
import type { ConnectionName } from './connection-address.ts'
import { type Arrival, deliveryArrival, deliveryToTell, eventArrival } from './first-event.ts'

const newMs = 10 * minuteMs
/** Newest events looked at for one of a source. */
const readEvents = 200

/** What a page of a connection's log tells of its first delivery; undefined while there is none. */
export async function arrivalOf(api: PatronClient, log: DeliveryList): Promise<Arrival | undefined> {
  const told = deliveryToTell(log)
  if (told === undefined) return undefined
  const detail = await api.getDelivery(told.delivery.id)
  return deliveryArrival(told, detail.ok ? detail.value : undefined)
}

/**
 * The same while the first delivery is so new that it is what one looks for. Without a log, or with one that does not reach
 * back to the first, undefined.
 */
export async function newArrivalOf(
  api: PatronClient,
  log: DeliveryList | undefined,
  nowMs: number,
): Promise<Arrival | undefined> {
  const first = log?.nextCursor === null ? log.deliveries.at(-1) : undefined
  const isNew = first !== undefined && nowMs - Date.parse(first.receivedAt) < newMs
  return log !== undefined && isNew ? arrivalOf(api, log) : undefined
}

/**
 * The newest event of what keeps no log of deliveries, such as tracking: of one connection, or without an id of all. Known
 * as long as the live feed remembers it.
 */
export async function arrivalByFeed(
  api: PatronClient,
  { source, connectionId }: { source: ConnectionName['source']; connectionId?: string | undefined },
): Promise<Arrival | undefined> {
  const events = await api.listEvents({ limit: readEvents })
  if (!events.ok) return undefined
  return eventArrival(events.value.events, (name) =>
    connectionId === undefined ? name.startsWith(`${source}/`) : name === `${source}/${connectionId}`,
  )
}
