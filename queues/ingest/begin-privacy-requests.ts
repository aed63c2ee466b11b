import { eventKey } from '#shared/events/event.ts'
import { hash53 } from '#shared/kernel/hash.ts'
import { newId } from '#shared/kernel/ids.ts'
import { seededRandom } from '#shared/kernel/random.ts'
import type { Tenant } from '#shared/tenants/tenant.ts'
import type { AppliedEvent } from './apply-events.ts'
import type { IngestPorts } from './ingest-ports.ts'
import { settleIdentity } from './settle-identity.ts'

/**
 * Begins what people, or a shop, ask for through a source: a person who is to be forgotten is forgotten at once, other
 * requests are noted for staff. The request is named after its event, so it is begun once however often that is
 * processed. Returns whether somebody was forgotten.
 */
export async function beginPrivacyRequests(
  tenant: Tenant,
  applied: readonly AppliedEvent[],
  ports: IngestPorts,
): Promise<boolean> {
  let hasErased = false
  for (const { read, customerId } of applied) {
    const { privacyRequest, source, receivedAt } = read.event
    if (privacyRequest === undefined) continue
    const { kind } = privacyRequest
    const requestId = newId('prq', receivedAt, seededRandom(hash53(eventKey(read.event))))
    if (kind === 'erasure') {
      if (customerId === null) continue
      await ports.requestErasure(tenant, { requestId, customerId, requestedBy: source })
      hasErased = true
      continue
    }
    const request = {
      requestId,
      kind,
      customerId: customerId ?? '',
      requestedAt: receivedAt,
      requestedBy: source,
    }
    await ports.project(tenant, { privacyRequests: [request] })
  }
  if (hasErased) await settleIdentity(tenant, ports)
  return hasErased
}
