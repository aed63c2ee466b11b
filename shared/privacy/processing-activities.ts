import type { RetentionDays } from './retention-days.ts'

/** One use of personal data that the code makes (Art. 30 GDPR), with the tables it lies in. */
export interface ProcessingActivity {
  readonly name: string
  readonly purpose: string
  readonly legalBasis: string
  readonly people: readonly string[]
  readonly categories: readonly string[]
  /** The kind whose days hold, or what ends it. */
  readonly retention: keyof RetentionDays | { readonly until: string }
  /** `d1:<table>`, `customer:<table>`, `event-log:<table>`, `identity-directory:<table>`, `live-feed:<table>`, `r2:<folder>`. */
  readonly stores: readonly string[]
}

const buyers = ['Customers and visitors of the shop']
const staff = ['Staff of the shop']

/** What is done with which data. A table without an entry fails a test, so whoever adds one says here what it is for. */
export const processingActivities: readonly ProcessingActivity[] = [
  {
    name: 'Taking in events',
    purpose: 'To know what happened between the shop and a person, once and without loss',
    legalBasis: 'Contract for orders; legitimate interest or consent for visits, as the shop asks for it',
    people: buyers,
    categories: ['Contact data', 'Orders', 'Visits', 'Messages', 'Consents'],
    retention: 'archive',
    stores: [
      'event-log:entry',
      'event-log:ledger',
      'event-log:progress',
      'event-log:entry_revision',
      'event-log:segment_claim',
      'event-log:import_entry',
      'event-log:retold_event',
      'event-log:withdrawn_import',
      'event-log:withdrawn_entry',
      'r2:events',
    ],
  },
  {
    name: 'Customer profiles',
    purpose: 'To serve a person as one across channels',
    legalBasis: 'Contract and legitimate interest; profiling only as the person and the country allow',
    people: buyers,
    categories: ['Contact data', 'Orders', 'Visits', 'Messages', 'Consents', 'Computed figures'],
    retention: 'inactiveCustomers',
    stores: [
      'customer:customer',
      'customer:customer_raw_event',
      'customer:customer_order',
      'd1:customer_profile',
      'd1:customer_order',
      'd1:order_teller',
      'd1:withdrawn_teller',
    ],
  },
  {
    name: 'Telling who is who',
    purpose: 'To put together what belongs to one person, and take apart what does not',
    legalBasis: 'Legitimate interest',
    people: buyers,
    categories: ['Identifiers', 'Names', 'Decisions of staff'],
    retention: 'inactiveCustomers',
    stores: [
      'identity-directory:identifier',
      'identity-directory:redirect',
      'identity-directory:merge_history',
      'identity-directory:manual_merge_queue',
      'identity-directory:customer',
      'identity-directory:identity_operation',
      'identity-directory:last_operation',
      'identity-directory:identity_split',
      'identity-directory:review_customer',
      'identity-directory:kept_apart',
      'identity-directory:shared_identifier',
      'identity-directory:identifier_tie',
      'd1:merge_history',
      'd1:identity_split',
      'd1:manual_merge_queue',
      'd1:match_record',
      'd1:matching_run',
    ],
  },
  {
    name: 'Keeping people forgotten',
    purpose: 'That old data does not bring a forgotten person back',
    legalBasis: 'Legal duty (Art. 17 GDPR)',
    people: ['People who asked to be forgotten'],
    categories: ['Keyed hashes of identifiers'],
    retention: { until: 'the suppression is lifted, or the shop is deleted' },
    stores: ['identity-directory:suppressed_identifier', 'identity-directory:hash_secret'],
  },
  {
    name: 'Totals of the shop',
    purpose: 'To show sales, products and stock',
    legalBasis: 'Legal duty (accounts) and legitimate interest',
    people: [],
    categories: ['Sums without people'],
    retention: { until: 'the shop is deleted' },
    stores: [
      'd1:sales_day',
      'd1:sales_day_stale',
      'd1:product',
      'd1:product_variant',
      'd1:store',
      'd1:inventory',
      'd1:exchange_rate',
      'd1:qr_code',
    ],
  },
  {
    name: 'Showing what happens now',
    purpose: 'To see that events come in',
    legalBasis: 'Legitimate interest',
    people: buyers,
    categories: ['The latest events, with the name of the customer'],
    retention: { until: 'newer events have taken their place' },
    stores: ['live-feed:message', 'live-feed:forgotten_customer'],
  },
  {
    name: 'What could not be processed',
    purpose: 'That nothing is lost: staff mend it and process it again',
    legalBasis: 'Legitimate interest',
    people: buyers,
    categories: ['Records as they came'],
    retention: 'quarantine',
    stores: ['d1:quarantined_event'],
  },
  {
    name: 'Connections with other systems',
    purpose: 'To take in what they send, and to find out why something did not arrive',
    legalBasis: 'Legitimate interest',
    people: buyers,
    categories: ['Deliveries as they came'],
    retention: 'deliveries',
    stores: ['d1:connection', 'd1:connection_logs', 'd1:backfill_run'],
  },
  {
    name: 'Sending customers to other systems',
    purpose: 'As each destination says; whoever refused the purpose, or restricted the use, is not sent',
    legalBasis: 'Consent, or legitimate interest until the person objects',
    people: buyers,
    categories: ['What the mapping of the destination names'],
    retention: { until: 'the customer is forgotten' },
    stores: ['d1:destination', 'd1:destination_run', 'd1:destination_ledger'],
  },
  {
    name: 'Imports of files',
    purpose: 'To take in what another system knew',
    legalBasis: 'Contract and legitimate interest',
    people: buyers,
    categories: ['Rows of the file'],
    retention: { until: 'the import is done; seven days for what was rejected' },
    stores: ['d1:customer_import', 'd1:import_part', 'd1:saved_mapping', 'r2:imports', 'r2:waiting-lines'],
  },
  {
    name: 'Messages',
    purpose: 'That a message is sent once',
    legalBasis: 'Contract for service, consent for marketing',
    people: buyers,
    categories: ['Id of the customer'],
    retention: { until: 'seven days have passed' },
    stores: ['r2:sent-messages'],
  },
  {
    name: 'Rights of the people in the data',
    purpose: 'To answer requests in time and to prove it',
    legalBasis: 'Legal duty (Art. 12 to 22 GDPR)',
    people: buyers,
    categories: ['Id of the customer, kind and time of the request', 'Exports, for seven days'],
    retention: 'privacyRequests',
    stores: ['d1:privacy_request', 'd1:retention_run', 'r2:exports'],
  },
  {
    name: 'Accounts',
    purpose: 'That only who may gets in',
    legalBasis: 'Contract and legal duty (Art. 32 GDPR)',
    people: [...staff, 'Customers who use the portal'],
    categories: ['Name and address', 'Hash of the password', 'Browser of a session'],
    retention: { until: 'the account is deleted; a day after it ended for a session' },
    stores: [
      'd1:tenant',
      'd1:user_account',
      'd1:user_session',
      'd1:account_link',
      'd1:identity_provider',
      'd1:api_key',
    ],
  },
  {
    name: 'Audit log',
    purpose: 'To know afterwards who did what',
    legalBasis: 'Legal duty (Art. 32 GDPR)',
    people: staff,
    categories: ['Who, what, when; of customers their ids alone'],
    retention: 'audit',
    stores: ['d1:audit_log', 'd1:audit_seal'],
  },
]
