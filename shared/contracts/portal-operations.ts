import { type ConsentHistory, consentHistorySchema, type NewOwnConsents } from './consents.ts'
import { type PersonExport, personExportSchema } from './person-export.ts'
import { type OwnData, type OwnRequestList, ownDataSchema, ownRequestListSchema } from './portal.ts'
import { type NewCorrectionWish, type PrivacyRequestView, privacyRequestSchema } from './privacy.ts'
import { type Answer, jsonPost, jsonPut, type Send } from './send.ts'

/** What a customer of the shop can do with what is known about them; who that is comes from the account alone. */
export interface PortalOperations {
  getOwnData(): Answer<OwnData>
  updateOwnConsents(consents: NewOwnConsents): Answer<ConsentHistory>
  requestOwnExport(): Answer<PrivacyRequestView>
  getOwnExport(requestId: string): Answer<PersonExport>
  requestOwnCorrection(wish: NewCorrectionWish): Answer<PrivacyRequestView>
  /** Cannot be taken back; the account goes with it. */
  requestOwnErasure(mode?: 'delete' | 'suppress'): Answer<PrivacyRequestView>
  listOwnRequests(): Answer<OwnRequestList>
}

export function portalOperations(send: Send): PortalOperations {
  return {
    getOwnData: () => send(ownDataSchema, '/v1/portal/data'),
    updateOwnConsents: (consents) => send(consentHistorySchema, '/v1/portal/consents', jsonPut(consents)),
    requestOwnExport: () => send(privacyRequestSchema, '/v1/portal/exports', { method: 'POST' }),
    getOwnExport: (requestId) =>
      send(personExportSchema, `/v1/portal/exports/${encodeURIComponent(requestId)}/result.json`),
    requestOwnCorrection: (wish) => send(privacyRequestSchema, '/v1/portal/corrections', jsonPost(wish)),
    requestOwnErasure: (mode = 'delete') =>
      send(privacyRequestSchema, '/v1/portal/erasures', jsonPost({ confirmation: 'erase', mode })),
    listOwnRequests: () => send(ownRequestListSchema, '/v1/portal/requests'),
  }
}
