import type { PrivacyRequestView } from '../../contracts/privacy.ts'
import { toIso } from '../../kernel/time.ts'
import { dueAt } from '../../privacy/due-at.ts'
import type { Tenant } from '../../tenants/tenant.ts'

/** A request as it is stored; times in UTC epoch ms. */
export interface StoredPrivacyRequest
  extends Pick<PrivacyRequestView, 'requestId' | 'kind' | 'mode' | 'customerId' | 'status' | 'requestedBy'> {
  readonly requestedAt: number
  readonly completedAt: number | null
  readonly dueAt: number | null
  readonly resultUntil: number | null
  readonly receipt: PrivacyRequestView['receipt']
}

/** A request about privacy as the API shows it; when it is due follows from the law of the tenant's country. */
export function privacyRequestView(
  request: StoredPrivacyRequest,
  { country }: Pick<Tenant, 'country'>,
): PrivacyRequestView {
  const { requestId, kind, mode, customerId, status, requestedBy, receipt } = request
  return {
    requestId,
    kind,
    mode,
    customerId,
    status,
    requestedAt: toIso(request.requestedAt),
    requestedBy,
    completedAt: request.completedAt === null ? null : toIso(request.completedAt),
    dueAt: toIso(request.dueAt ?? dueAt(request.requestedAt, country)),
    resultUntil: request.resultUntil === null ? null : toIso(request.resultUntil),
    receipt,
  }
}
