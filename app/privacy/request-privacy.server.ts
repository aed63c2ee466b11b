import type { ClientFailure, PatronClient } from '#shared/contracts/client.ts'
import { type Result, succeed } from '#shared/kernel/result.ts'
import { customerAddress } from '../identity/addresses.ts'
import type { NewRequestKind } from './new-request-kinds.ts'
import { requestAddress } from './request-words.ts'

/** Does what a person asked for. Answers where to look at it then: the request, or the customer it holds for. */
export async function requestPrivacy(
  api: PatronClient,
  kind: NewRequestKind,
  customerId: string,
  note: string,
): Promise<Result<string, ClientFailure>> {
  if (kind === 'restriction' || kind === 'objection') {
    const answer =
      kind === 'restriction'
        ? await api.restrictProcessing(customerId)
        : await api.objectToProfiling(customerId)
    return answer.ok ? succeed(customerAddress(customerId)) : answer
  }
  const ask = () => {
    if (kind === 'export') return api.createExport({ customerId })
    if (kind === 'correction')
      return api.createPrivacyRequest({ customerId, kind, wish: { traits: {}, note } })
    return api.createErasure({ customerId, mode: kind === 'suppression' ? 'suppress' : 'delete' })
  }
  const answer = await ask()
  return answer.ok ? succeed(requestAddress(answer.value.requestId)) : answer
}
