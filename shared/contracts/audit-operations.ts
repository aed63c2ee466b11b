import {
  type AuditEntryList,
  type AuditVerification,
  auditEntryListSchema,
  auditVerificationSchema,
  type ListAuditEntriesQuery,
} from './audit.ts'
import type { Answer, Query, Send } from './send.ts'

/** What the client can do with the record of what staff did. The whole of it as a file: `GET /v1/audit/export.csv`. */
export interface AuditOperations {
  listAuditEntries(query: ListAuditEntriesQuery): Answer<AuditEntryList>
  /** Computes the seals again and says whether the entries are still those that were sealed. */
  verifyAudit(): Answer<AuditVerification>
}

export function auditOperations(send: Send): AuditOperations {
  return {
    listAuditEntries: (query) => send(auditEntryListSchema, '/v1/audit', {}, { ...query } as Query),
    verifyAudit: () => send(auditVerificationSchema, '/v1/audit/verification'),
  }
}
