import type { OpenMerge } from '#shared/identity/decision-records.ts'
import type { Tenant } from '#shared/tenants/tenant.ts'
import { handOver } from './hand-over.ts'
import type { IngestedCustomer } from './ingest-customers.ts'
import type { IngestPorts } from './ingest-ports.ts'
import { isLasting } from './is-lasting.ts'

export interface HandedOver {
  /** The merges that were carried out. */
  readonly merges: OpenMerge[]
  /** The survivors as they became. */
  readonly states: IngestedCustomer[]
}

/**
 * Carries out the open merges of a tenant, oldest first. One that fails in a way that trying again cannot mend is left
 * open: the events at hand have no part in it and must neither wait for it nor take the blame. Throws when the failure
 * may pass.
 */
export async function handOverAll(
  tenant: Tenant,
  openMerges: readonly OpenMerge[],
  ports: Pick<IngestPorts, 'ingest' | 'redirect' | 'timelineFromStart' | 'report'>,
): Promise<HandedOver> {
  const done: HandedOver = { merges: [], states: [] }
  for (const merge of openMerges) {
    try {
      done.states.push(...(await handOver(tenant, merge, ports)))
      done.merges.push(merge)
    } catch (error) {
      if (!isLasting(error)) throw error
      ports.report(tenant.tenantId, new Error(`merge ${merge.mergeId} stays open: ${error}`))
    }
  }
  return done
}
