import * as z from 'zod'

/** How Salesforce names fields and objects in its API. */
export const apiName = /^[A-Za-z][A-Za-z0-9_]*$/
const name = z.string().regex(apiName, 'is not the API name of a Salesforce field or object')

/** Which records of a Salesforce organisation are written. */
export const salesforceOptionsSchema = z.strictObject({
  object: name.default('Contact').meta({ description: 'Contact, Lead, or an object of your own' }),
  externalIdField: name.meta({ description: 'A field marked as External ID; it holds the customer id' }),
  apiVersion: z
    .string()
    .regex(/^v\d{2,3}\.0$/, 'is not a version such as v62.0')
    .default('v62.0'),
})
export type SalesforceOptions = z.infer<typeof salesforceOptionsSchema>
