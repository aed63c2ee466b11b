import type { Deliverer, Destination } from '../destination.ts'
import { restCall } from './rest-call.ts'
import { type RestOptions, restOptionsSchema } from './rest-options.ts'

/** Any system that takes a list of JSON records and a list of ids to delete. */
export const restDestination: Destination<RestOptions> = {
  name: 'rest',
  optionsSchema: restOptionsSchema,
  check: ({ fields, constants }, { idProperty }) =>
    [
      ...fields.map(({ property }, index) => ({ property, pointer: `/fields/${index}/property` })),
      ...Object.keys(constants).map((property) => ({ property, pointer: `/constants/${property}` })),
    ].flatMap(({ property, pointer }) =>
      property === idProperty ? [{ pointer, detail: 'is set by itself' }] : [],
    ),
  deliverer: (options): Deliverer => ({
    keyField: 'customerId',
    maxRecordsPerCall: options.maxRecordsPerCall,
    upsert: (records) => [
      restCall(
        { method: options.method, path: options.path, template: options.body },
        {
          '{{records}}': records.map(({ key, properties }) => ({ ...properties, [options.idProperty]: key })),
        },
        records,
        options.results,
      ),
    ],
    remove: (records, reason) => [
      restCall(
        { method: options.removeMethod, path: options.removePath, template: options.removeBody },
        { '{{ids}}': records.map(({ remoteId }) => remoteId), '{{reason}}': reason },
        records,
        undefined,
      ),
    ],
  }),
}
