import { succeed } from '../../kernel/result.ts'
import { contactsPath } from '../../sources/hubspot/contacts-path.ts'
import type { DeliveryCall, RecordReply, RemovalReason, RemovedRecord } from '../destination.ts'
import { failureOfHubspot } from './hubspot-failure.ts'
import { batchCall } from './write-contacts.ts'

/**
 * Who left is archived: HubSpot can restore that for 90 days. Who was erased is deleted for good, one contact a call, as
 * HubSpot has no batch for it. It is named by id, since the e-mail is forgotten here.
 */
export function removeContacts(
  records: readonly RemovedRecord[],
  reason: RemovalReason,
): DeliveryCall<RemovedRecord>[] {
  if (reason === 'erased') return records.map(eraseContact)
  return [
    {
      request: batchCall('archive', { inputs: records.map(({ remoteId }) => ({ id: remoteId })) }),
      items: records,
      read: (response) =>
        isSuccess(response.status) || response.status === 404
          ? succeed(records.map(taken))
          : { ok: false, failure: failureOfHubspot(response) },
    },
  ]
}

function eraseContact(record: RemovedRecord): DeliveryCall<RemovedRecord> {
  return {
    request: {
      method: 'POST',
      path: `${contactsPath}/gdpr-delete`,
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ objectId: record.remoteId }),
    },
    items: [record],
    read: (response) =>
      isSuccess(response.status) || response.status === 404
        ? succeed([taken(record)])
        : { ok: false, failure: failureOfHubspot(response) },
  }
}

function taken({ remoteId }: RemovedRecord): RecordReply {
  return { kind: 'taken', remoteId }
}

function isSuccess(status: number): boolean {
  return status >= 200 && status <= 299
}
