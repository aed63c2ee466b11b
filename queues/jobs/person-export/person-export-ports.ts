import type { TimelineCursor, TimelineEntry } from '#shared/customers/ingest.ts'
import type { PrivacyRequestRow } from '#shared/database/tables/privacy-request.ts'
import type { PersonFacts } from '#shared/privacy/export/person-facts.ts'
import type { Tenant } from '#shared/tenants/tenant.ts'

/** What making an export of one person needs of the outside. */
export interface PersonExportPorts {
  readonly tenant: Tenant
  findRequest(requestId: string): Promise<PrivacyRequestRow | undefined>
  /** Writes what has changed, if the request is still running; tells whether it did. */
  update(request: PrivacyRequestRow, changes: Partial<PrivacyRequestRow>): Promise<boolean>
  /** All but what is read from the events; undefined when the customer is not known any more. */
  facts(customerId: string): Promise<Omit<PersonFacts, 'consents' | 'messages'> | undefined>
  /** A page of a customer's events, oldest first. */
  timelineFromStart(
    customerId: string,
    limit: number,
    cursor: TimelineCursor | null,
  ): Promise<TimelineEntry[]>
  isKnown(customerId: string): Promise<boolean>
  write(key: string, pieces: AsyncIterable<string>): Promise<void>
  remove(keys: string[]): Promise<void>
  nowMs(): number
}
