/** Readings of one person, or of many as a file. They are recorded as changes are. */
const recordedReads: ReadonlySet<string> = new Set([
  'getCustomer',
  'getCustomerFeatures',
  'getCustomerPredictions',
  'getLifetimeValue',
  'getNextBasket',
  'listRecommendations',
  'listCustomerTimeline',
  'getCustomerIdentity',
  'getIdentityGraph',
  'listConsentHistory',
  'previewUndo',
  'getReview',
  'getDelivery',
  'getImportRejects',
  'getPrivacyRequest',
  'getExport',
  'getExportPage',
  'exportAudit',
  'exportCustomers',
])

/** What decides whether a call is recorded. */
export interface AuditedCall {
  readonly operation: string
  readonly method: string
  readonly status: number
}

/**
 * Whether a call by somebody who is known goes into the audit log: each that may change something, each reading of a
 * person, and each that was refused because they may not. A reading that found nothing is recorded too, as a try.
 */
export function isAudited({ operation, method, status }: AuditedCall): boolean {
  const isReading = method === 'GET' || method === 'HEAD'
  return status === 403 || !isReading || recordedReads.has(operation)
}

/** How an actor stands in the log. A customer of the shop is named by id: an address would outlive their erasure. */
export function auditActor(access: {
  readonly kind: 'user' | 'api-key'
  readonly role: string
  readonly actor: string
  readonly userId: string
}): string {
  if (access.kind === 'api-key') return access.actor
  return access.role === 'customer' ? `customer:${access.userId}` : `user:${access.actor}`
}

const ownId = /^[a-z]{2,5}_[0-9a-z]{1,40}$/
const plainName = /^[\w.-]{1,100}$/

/**
 * The names in the address of a call, as the log keeps them. In the address of a call that failed anything may stand, an
 * e-mail or a telephone number too, so of that only what has the form of Patron's own ids.
 */
export function auditSubject(
  names: Readonly<Record<string, string>>,
  status: number,
): Record<string, string> {
  const isKept = (value: string) => ownId.test(value) || (status < 400 && plainName.test(value))
  return Object.fromEntries(Object.entries(names).filter(([, value]) => isKept(value)))
}
