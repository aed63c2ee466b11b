import type { IngestedCustomer, TimelineEntry } from '#shared/customers/ingest.ts'
import type { CanonicalEvent } from '#shared/events/event.ts'
import { claimOfEvent } from '#shared/identity/claim-of-event.ts'
import type { WithdrawOperation } from '#shared/identity/decision-records.ts'
import type { IdentityClaim } from '#shared/identity/identity-claim.ts'
import { isImported } from '#shared/imports/import-source.ts'
import { placeCustomer } from '#shared/tenants/object-names.ts'
import type { Tenant } from '#shared/tenants/tenant.ts'
import type { IdentityPorts } from './ingest-ports.ts'
import { separate } from './separate.ts'

/**
 * Carries out the withdrawal of events from a customer: those that only withdrawn imports told leave its timeline, and
 * the timelines of what was merged into it; the others go where the directory has them by now. Returns the customer as
 * it is then; undefined when a later decision has overtaken this one.
 */
export async function withdraw(
  tenant: Tenant,
  operation: WithdrawOperation,
  ports: IdentityPorts,
  keep: (states: readonly IngestedCustomer[]) => Promise<void>,
): Promise<IngestedCustomer | undefined> {
  const keepPage = async (page: readonly TimelineEntry[]) => {
    const { left, withdrawn } = await divideEntries(tenant, page, ports)
    const withdrawnKeys = withdrawn.map(({ eventKey }) => eventKey)
    for (const mergedId of withdrawnKeys.length === 0 ? [] : operation.mergedIds) {
      await ports.discard(placeCustomer(tenant, mergedId), mergedId, withdrawnKeys)
    }
    // The directory has decided about most of them; one that came in meanwhile would be without its identifiers.
    if (operation.hasReleased && left.length > 0) {
      await ports.resolve(
        tenant,
        left.map((entry) => claimOfEntry(tenant, entry)),
      )
    }
    return left
  }
  return separate(tenant, operation, ports, keep, keepPage)
}

/** The events of a timeline that somebody still tells, and those that nobody does. */
export async function divideEntries(
  tenant: Tenant,
  entries: readonly TimelineEntry[],
  ports: Pick<IdentityPorts, 'withdrawnAmong'>,
): Promise<{ left: TimelineEntry[]; withdrawn: TimelineEntry[] }> {
  const imported = entries.map(({ eventKey }) => eventKey).filter(isImported)
  const gone = imported.length === 0 ? new Set<string>() : await ports.withdrawnAmong(tenant, imported)
  return {
    left: entries.filter(({ eventKey }) => !gone.has(eventKey)),
    withdrawn: entries.filter(({ eventKey }) => gone.has(eventKey)),
  }
}

/** What identity was told of an event of a timeline when it came in. */
export function claimOfEntry(tenant: Tenant, { eventKey, keys, event }: TimelineEntry): IdentityClaim {
  const read: CanonicalEvent = JSON.parse(event)
  const policy = { defaultCountry: tenant.country, ownPhones: tenant.ownPhones }
  return { ...claimOfEvent(read, policy), eventKey, keys }
}
