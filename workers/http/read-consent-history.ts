import * as z from 'zod'
import type { ConsentHistory } from '#shared/contracts/consents.ts'
import type { TimelineCursor } from '#shared/customers/ingest.ts'
import { consentsView } from '#shared/customers/views/customer-view.ts'
import type { CanonicalEvent } from '#shared/events/event.ts'
import { consentHistory } from '#shared/privacy/consent-history.ts'
import type { Tenant } from '#shared/tenants/tenant.ts'
import type { Env } from '../env.ts'
import { readCursor, writeCursor } from './cursor.ts'
import { findCustomer } from './find-customer.ts'

const eventsPerPage = 500
/** So many events are gone through for one answer. */
const pagesPerAnswer = 10

const cursorSchema = z.object({ occurredAt: z.int(), eventKey: z.string() })

/** What a customer allows now, and a part of everything that was ever said about it, newest first. */
export async function readConsentHistory(
  env: Env,
  tenant: Tenant,
  customerId: string,
  cursor: string | undefined,
): Promise<ConsentHistory> {
  const { record, objectName } = await findCustomer(env, tenant, customerId)
  const object = env.CUSTOMER.getByName(objectName)
  const events: CanonicalEvent[] = []
  let after: TimelineCursor | null = readCursor(cursorSchema, cursor) ?? null
  for (let page = 0; page < pagesPerAnswer; page += 1) {
    const entries = await object.timeline(record.customerId, eventsPerPage, after)
    for (const { event } of entries) events.push(JSON.parse(event))
    const last = entries.length === eventsPerPage ? entries.at(-1) : undefined
    after = last === undefined ? null : { occurredAt: last.occurredAt, eventKey: last.eventKey }
    if (after === null) break
  }
  return {
    inForce: consentsView(record.state),
    history: consentHistory(events),
    nextCursor: after === null ? null : writeCursor(after),
  }
}
