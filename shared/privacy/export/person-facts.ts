import type { ConsentRecordView } from '../../contracts/consents.ts'
import type { TimelineItem } from '../../contracts/customers.ts'
import type { CustomerRecord } from '../../customers/ingest.ts'
import type { OrderState } from '../../customers/order-state.ts'
import type { PredictionsAbout } from '../../database/list-predictions-about.ts'
import type { DestinationLedgerRow } from '../../database/tables/destination.ts'
import type { PrivacyRequestRow } from '../../database/tables/privacy-request.ts'
import type { Brands } from '../../features/brands.ts'
import type { CustomerCluster } from '../../identity/decision-records.ts'
import type { Tenant } from '../../tenants/tenant.ts'

/** An outside system that the tenant's data comes from or goes to. */
export interface Recipient {
  /** `source/connection`, or the destination's label. */
  readonly name: string
  readonly kind: 'source' | 'destination'
}

/** What became of a person at one destination. */
export interface ToldDestination extends Pick<DestinationLedgerRow, 'state' | 'remoteId' | 'updatedAt'> {
  readonly label: string
  readonly source: string
}

/** Everything that is known of a person, but for the events, which may be too many to be held at once. */
export interface PersonFacts extends PredictionsAbout {
  readonly tenant: Tenant
  readonly record: CustomerRecord
  readonly orders: readonly OrderState[]
  /** Of what the person bought, as the catalogue has them. */
  readonly brands: Brands
  readonly cluster: CustomerCluster
  readonly consents: readonly ConsentRecordView[]
  /** Messages to and from the person. */
  readonly messages: readonly TimelineItem[]
  readonly told: readonly ToldDestination[]
  readonly recipients: readonly Recipient[]
  readonly requests: readonly PrivacyRequestRow[]
}
