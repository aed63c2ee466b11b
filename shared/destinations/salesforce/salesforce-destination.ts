import type { Deliverer, Destination } from '../destination.ts'
import { removeRecords } from './remove-records.ts'
import { apiName, type SalesforceOptions, salesforceOptionsSchema } from './salesforce-options.ts'
import { upsertRecords } from './upsert-records.ts'

/** Records of one object of a Salesforce organisation, matched by an External ID field that holds the customer's id. */
export const salesforceDestination: Destination<SalesforceOptions> = {
  name: 'salesforce',
  optionsSchema: salesforceOptionsSchema,
  check: ({ fields, constants }, { externalIdField }) => {
    const named = [
      ...fields.map(({ property }, index) => ({ property, pointer: `/fields/${index}/property` })),
      ...Object.keys(constants).map((property) => ({ property, pointer: `/constants/${property}` })),
    ]
    return named.flatMap(({ property, pointer }) => {
      if (!apiName.test(property)) return [{ pointer, detail: 'is not the API name of a Salesforce field' }]
      if (property === externalIdField || property.toLowerCase() === 'id')
        return [{ pointer, detail: 'is set by itself' }]
      return []
    })
  },
  deliverer: (options): Deliverer => ({
    keyField: 'customerId',
    maxRecordsPerCall: 200,
    upsert: (records) => [upsertRecords(records, options)],
    remove: (records) => [removeRecords(records, options)],
  }),
}
