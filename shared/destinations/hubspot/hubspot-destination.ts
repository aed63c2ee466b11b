import * as z from 'zod'
import type { Deliverer, Destination, OutgoingRecord } from '../destination.ts'
import { removeContacts } from './remove-contacts.ts'
import { updateContacts, upsertContacts } from './write-contacts.ts'

const propertyName = /^[a-z][a-z0-9_]*$/

const optionsSchema = z.strictObject({
  matchProperty: z
    .string()
    .regex(propertyName, 'is not the internal name of a HubSpot property')
    .default('email')
    .meta({ description: 'email, or a property with unique values that shall hold the customer id' }),
})
type HubspotOptions = z.infer<typeof optionsSchema>

/** Contacts of a HubSpot account, matched by e-mail or by a unique property that holds the customer's id. */
export const hubspotDestination: Destination<HubspotOptions> = {
  name: 'hubspot',
  optionsSchema,
  check: ({ fields, constants }) => [
    ...fields.flatMap(({ property }, index) =>
      propertyName.test(property)
        ? []
        : [
            {
              pointer: `/fields/${index}/property`,
              detail: 'is not the internal name of a HubSpot property',
            },
          ],
    ),
    ...Object.keys(constants).flatMap((property) =>
      propertyName.test(property)
        ? []
        : [{ pointer: `/constants/${property}`, detail: 'is not the internal name of a HubSpot property' }],
    ),
  ],
  deliverer: ({ matchProperty }): Deliverer => ({
    keyField: matchProperty === 'email' ? 'email' : 'customerId',
    maxRecordsPerCall: 100,
    upsert: (records) => {
      // A known contact is found by its id: its e-mail may have changed, and a new one would be a second contact.
      const known = records.filter(({ remoteId }) => remoteId !== null)
      const unknown = records.filter(({ remoteId }) => remoteId === null)
      const filled = ({ properties, key }: OutgoingRecord) => ({ ...properties, [matchProperty]: key })
      return [
        ...(known.length === 0 ? [] : [updateContacts(known, filled)]),
        ...(unknown.length === 0 ? [] : [upsertContacts(unknown, filled, matchProperty)]),
      ]
    },
    remove: removeContacts,
  }),
}
