import * as z from 'zod'
import type { CanonicalEvent, ConsentStatement } from '../../events/event.ts'
import type { Identifier } from '../../identity/identifier.ts'
import { type JsonObject, textOf } from '../../kernel/json.ts'
import { type Result, succeed } from '../../kernel/result.ts'
import { toIso } from '../../kernel/time.ts'
import { withContentId } from '../content-id.ts'
import { fieldErrors, type MappingFailure, refuse } from '../mapping-failure.ts'
import type { MappingContext } from '../source.ts'
import { customerIdentifier } from './customer-identifier.ts'
import { lightspeedIdSchema } from './id.ts'
import { lightspeedMomentSchema } from './moment.ts'

const text = z.string().nullish()

const reachSchema = z.object({
  company_name: text,
  email: text,
  phone: text,
  mobile: text,
  physical_address_1: text,
  physical_address1: text,
  physical_city: text,
  physical_postcode: text,
  physical_state: text,
  physical_country_id: text,
})

const customerSchema = reachSchema.extend({
  id: lightspeedIdSchema,
  customer_code: text,
  first_name: text,
  last_name: text,
  date_of_birth: text,
  do_not_email: z.boolean().nullish(),
  enable_promotional_sms: z.boolean().nullish(),
  updated_at: lightspeedMomentSchema,
  deleted_at: lightspeedMomentSchema.nullish(),
  /** Where webhooks of API 1.0 keep how to reach the customer. */
  contact: reachSchema.nullish(),
})
type LightspeedCustomer = z.infer<typeof customerSchema>
type Reach = z.infer<typeof reachSchema>

/**
 * A customer as an identify; once deleted, "Customer Deleted": the retailer tidied up, which is no wish of the person
 * to be forgotten. Fails with `invalid-customer`.
 */
export function mapCustomer(
  fields: unknown,
  context: MappingContext,
): Result<CanonicalEvent[], MappingFailure> {
  const parsed = customerSchema.safeParse(fields)
  if (!parsed.success) return refuse('invalid-customer', fieldErrors(parsed.error))
  const customer = parsed.data
  const common = { source: context.source, channel: 'other' as const, receivedAt: context.receivedAtMs }
  if (customer.deleted_at != null) {
    return succeed([
      {
        ...common,
        id: `customer-deleted:${customer.id}`,
        kind: 'track',
        name: 'Customer Deleted',
        occurredAt: customer.deleted_at,
        identifiers: customerIdentifier(customer.id, context),
      },
    ])
  }
  const reach = reachOf(customer)
  const traits = traitsOf(customer, reach)
  const consents = consentsOf(customer)
  return succeed([
    withContentId(`customer:${customer.id}:${toIso(customer.updated_at)}`, {
      ...common,
      kind: 'identify',
      name: 'identify',
      occurredAt: customer.updated_at,
      identifiers: identifiersOf(customer, reach, context),
      ...(Object.keys(traits).length > 0 && { traits }),
      ...(consents.length > 0 && { consents }),
    }),
  ])
}

/** The customer's own fields, and the contact's where they are empty. */
function reachOf(customer: LightspeedCustomer): Reach {
  const reach: Reach = {}
  for (const name of Object.keys(reachSchema.shape) as (keyof Reach)[]) {
    reach[name] = textOf(customer[name]) ?? textOf(customer.contact?.[name])
  }
  return reach
}

function identifiersOf(customer: LightspeedCustomer, reach: Reach, context: MappingContext): Identifier[] {
  const phones = [...new Set([textOf(reach.mobile), textOf(reach.phone)])]
  const email = textOf(reach.email)
  const code = textOf(customer.customer_code)
  return [
    ...phones.flatMap((value): Identifier[] => (value === undefined ? [] : [{ type: 'phone', value }])),
    ...(email === undefined ? [] : [{ type: 'email' as const, value: email }]),
    ...customerIdentifier(customer.id, context),
    // What the customer shows at the till to collect points.
    ...(code === undefined ? [] : [{ type: 'loyalty_id' as const, value: code }]),
  ]
}

/** A refusal of e-mails is the person's word; that it is not refused is not. Texts are asked for, so a yes is one. */
function consentsOf(customer: LightspeedCustomer): ConsentStatement[] {
  const consents: ConsentStatement[] = []
  if (customer.do_not_email) consents.push({ purpose: 'marketing', channel: 'email', isGranted: false })
  if (customer.enable_promotional_sms) {
    consents.push({ purpose: 'marketing', channel: 'sms', isGranted: true })
  }
  return consents
}

function traitsOf(customer: LightspeedCustomer, reach: Reach): JsonObject {
  const address = compact({
    street: reach.physical_address_1 ?? reach.physical_address1,
    city: reach.physical_city,
    postalCode: reach.physical_postcode,
    state: reach.physical_state,
    country: reach.physical_country_id,
  })
  return {
    ...compact({
      firstName: customer.first_name,
      lastName: customer.last_name,
      company: reach.company_name,
      email: reach.email,
      phone: textOf(reach.mobile) ?? reach.phone,
      birthday: customer.date_of_birth,
    }),
    ...(Object.keys(address).length > 0 && { address }),
  }
}

function compact(values: Record<string, unknown>): JsonObject {
  const kept: JsonObject = {}
  for (const [name, value] of Object.entries(values)) {
    const known = textOf(value)
    if (known !== undefined) kept[name] = known
  }
  return kept
}
