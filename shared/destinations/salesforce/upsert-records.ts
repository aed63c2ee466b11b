import type { DeliveryCall, OutgoingRecord } from '../destination.ts'
import type { SalesforceOptions } from './salesforce-options.ts'
import { readSaveResults } from './save-results.ts'

/** Creates or changes up to 200 records by their External ID; each stands for itself (`allOrNone: false`). */
export function upsertRecords(
  records: readonly OutgoingRecord[],
  { object, externalIdField, apiVersion }: SalesforceOptions,
): DeliveryCall<OutgoingRecord> {
  const body = {
    allOrNone: false,
    records: records.map(({ key, properties }) => ({
      attributes: { type: object },
      ...properties,
      [externalIdField]: key,
    })),
  }
  return {
    request: {
      method: 'PATCH',
      path: `/services/data/${apiVersion}/composite/sobjects/${object}/${externalIdField}`,
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    },
    items: records,
    read: (response) =>
      readSaveResults(response, records.length, ({ id, isSuccess, problem }) =>
        isSuccess && id !== null ? { kind: 'taken', remoteId: id } : { kind: 'refused', problem },
      ),
  }
}
