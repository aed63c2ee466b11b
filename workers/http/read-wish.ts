import type { PrivacyRequestDetail } from '#shared/contracts/privacy.ts'
import { correctionWishSchema } from '#shared/contracts/privacy.ts'
import type { PrivacyRequestRow } from '#shared/database/tables/privacy-request.ts'
import { type CanonicalEvent, eventKey } from '#shared/events/event.ts'
import { sideEventId } from '#shared/privacy/consent-history.ts'
import { privacySource } from '#shared/privacy/privacy-events.ts'
import { placeCustomer } from '#shared/tenants/object-names.ts'
import type { Tenant } from '#shared/tenants/tenant.ts'
import type { Env } from '../env.ts'
import { findCluster } from './find-cluster.ts'

/** A wish is an event of the moment it was made at, or of one shortly after. */
const lookedAtEvents = 100

/** What a person wants corrected: it stands with the person, and goes with them. Null when it is not there any more. */
export async function readWish(
  env: Env,
  tenant: Tenant,
  { kind, customerId, requestId, requestedAt }: PrivacyRequestRow,
): Promise<PrivacyRequestDetail['wish']> {
  const cluster = kind === 'correction' ? await findCluster(env, tenant, customerId) : undefined
  if (cluster === undefined) return null
  const wanted = eventKey({ source: privacySource, id: sideEventId(requestId, 0) })
  const entries = await env.CUSTOMER.getByName(placeCustomer(tenant, cluster.customerId)).timelineFromStart(
    cluster.customerId,
    lookedAtEvents,
    { occurredAt: requestedAt - 1, eventKey: '' },
  )
  const found = entries.find((entry) => entry.eventKey === wanted)
  if (found === undefined) return null
  const { properties }: CanonicalEvent = JSON.parse(found.event)
  const wish = correctionWishSchema.safeParse(properties)
  return wish.success ? wish.data : null
}
