import type { DeliveryCall, RemovedRecord } from '../destination.ts'
import type { SalesforceOptions } from './salesforce-options.ts'
import { readSaveResults } from './save-results.ts'

/** Codes by which Salesforce says that there is no such record any more. */
const goneCodes: ReadonlySet<string> = new Set([
  'ENTITY_IS_DELETED',
  'INVALID_CROSS_REFERENCE_KEY',
  'NOT_FOUND',
])

/** Deletes up to 200 records; Salesforce keeps them in its recycle bin for 15 days. */
export function removeRecords(
  records: readonly RemovedRecord[],
  { apiVersion }: SalesforceOptions,
): DeliveryCall<RemovedRecord> {
  const ids = records.map(({ remoteId }) => encodeURIComponent(remoteId)).join(',')
  return {
    request: {
      method: 'DELETE',
      path: `/services/data/${apiVersion}/composite/sobjects?ids=${ids}&allOrNone=false`,
      headers: {},
      body: null,
    },
    items: records,
    read: (response) =>
      readSaveResults(response, records.length, ({ isSuccess, codes, problem }, index) =>
        isSuccess || codes.some((code) => goneCodes.has(code))
          ? { kind: 'taken', remoteId: records[index]?.remoteId ?? '' }
          : { kind: 'refused', problem },
      ),
  }
}
