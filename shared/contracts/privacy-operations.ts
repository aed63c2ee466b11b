import {
  type ConsentHistory,
  consentHistorySchema,
  type ListConsentHistoryQuery,
  type NewConsents,
} from './consents.ts'
import { type PersonExport, personExportSchema } from './person-export.ts'
import {
  type CustomerPrivacy,
  customerPrivacySchema,
  type NewExport,
  type NewPrivacyRequest,
  type PrivacyRequestCompletion,
  type PrivacyRequestView,
  privacyRequestSchema,
} from './privacy.ts'
import { type ProcessingRecord, processingRecordSchema } from './processing-record.ts'
import { type RetentionView, retentionSchema } from './retention.ts'
import { type Answer, jsonPost, jsonPut, type Query, type Send } from './send.ts'

/** What the client can do for the rights of the people in the data. */
export interface PrivacyOperations {
  updateConsents(customerId: string, consents: NewConsents): Answer<ConsentHistory>
  listConsentHistory(customerId: string, query: ListConsentHistoryQuery): Answer<ConsentHistory>
  restrictProcessing(customerId: string): Answer<CustomerPrivacy>
  liftRestriction(customerId: string): Answer<CustomerPrivacy>
  objectToProfiling(customerId: string): Answer<CustomerPrivacy>
  withdrawObjection(customerId: string): Answer<CustomerPrivacy>
  /** Has everything that is known of a person put together; the request tells when it may be fetched. */
  createExport(person: NewExport): Answer<PrivacyRequestView>
  /** The same for a request that is open. */
  answerExport(requestId: string): Answer<PrivacyRequestView>
  getExport(requestId: string): Answer<PersonExport>
  createPrivacyRequest(request: NewPrivacyRequest): Answer<PrivacyRequestView>
  completePrivacyRequest(requestId: string, completion?: PrivacyRequestCompletion): Answer<PrivacyRequestView>
  getProcessingRecord(): Answer<ProcessingRecord>
  listRetentionRuns(): Answer<RetentionView>
}

export function privacyOperations(send: Send): PrivacyOperations {
  const id = encodeURIComponent
  const customer = (customerId: string) => `/v1/customers/${id(customerId)}`
  const request = (requestId: string) => `/v1/privacy/requests/${id(requestId)}`
  return {
    updateConsents: (customerId, consents) =>
      send(consentHistorySchema, `${customer(customerId)}/consents`, jsonPut(consents)),
    listConsentHistory: (customerId, query) =>
      send(consentHistorySchema, `${customer(customerId)}/consents`, {}, { ...query } as Query),
    restrictProcessing: (customerId) =>
      send(customerPrivacySchema, `${customer(customerId)}/restriction`, { method: 'PUT' }),
    liftRestriction: (customerId) =>
      send(customerPrivacySchema, `${customer(customerId)}/restriction`, { method: 'DELETE' }),
    objectToProfiling: (customerId) =>
      send(customerPrivacySchema, `${customer(customerId)}/profiling-objection`, { method: 'PUT' }),
    withdrawObjection: (customerId) =>
      send(customerPrivacySchema, `${customer(customerId)}/profiling-objection`, { method: 'DELETE' }),
    createExport: (person) => send(privacyRequestSchema, '/v1/privacy/exports', jsonPost(person)),
    answerExport: (requestId) =>
      send(privacyRequestSchema, `${request(requestId)}/export`, { method: 'POST' }),
    getExport: (requestId) => send(personExportSchema, `${request(requestId)}/result.json`),
    createPrivacyRequest: (newRequest) =>
      send(privacyRequestSchema, '/v1/privacy/requests', jsonPost(newRequest)),
    completePrivacyRequest: (requestId, completion = {}) =>
      send(privacyRequestSchema, `${request(requestId)}/completion`, jsonPost(completion)),
    getProcessingRecord: () => send(processingRecordSchema, '/v1/privacy/processing-record'),
    listRetentionRuns: () => send(retentionSchema, '/v1/privacy/retention'),
  }
}
