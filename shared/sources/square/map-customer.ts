import * as z from 'zod'
import type { CanonicalEvent } from '../../events/event.ts'
import type { Identifier } from '../../identity/identifier.ts'
import { type JsonObject, textOf } from '../../kernel/json.ts'
import { type Result, succeed } from '../../kernel/result.ts'
import { parseIso, toIso } from '../../kernel/time.ts'
import { fieldErrors, type MappingFailure, refuse } from '../mapping-failure.ts'
import type { MappingContext } from '../source.ts'
import { customerIdentifier } from './customer-identifier.ts'
import { shortSquareIdSchema, squareIdSchema } from './id.ts'
import { squareMomentSchema } from './moment.ts'
import type { SquareRecord } from './parse.ts'

const text = z.string().nullish()

const customerSchema = z.object({
  id: squareIdSchema,
  created_at: squareMomentSchema,
  updated_at: squareMomentSchema.nullish(),
  given_name: text,
  family_name: text,
  company_name: text,
  email_address: text,
  phone_number: text,
  birthday: text,
  address: z
    .object({
      address_line_1: text,
      address_line_2: text,
      locality: text,
      postal_code: text,
      administrative_district_level_1: text,
      country: text,
    })
    .nullish(),
  preferences: z.object({ email_unsubscribed: z.boolean().nullish() }).nullish(),
})
type SquareCustomer = z.infer<typeof customerSchema>

const mergeSchema = z.object({
  merge: z.object({ from_customer_ids: z.array(shortSquareIdSchema), to_customer_id: shortSquareIdSchema }),
})

/** customer.created and .updated as an identify; a customer made by a merge is also an alias of those it was made of. */
export function mapCustomer(
  { fields, context: about, toldAt }: SquareRecord,
  context: MappingContext,
): Result<CanonicalEvent[], MappingFailure> {
  const parsed = customerSchema.safeParse(fields)
  if (!parsed.success) return refuse('invalid-customer', fieldErrors(parsed.error))
  const customer = parsed.data
  const changedAt = customer.updated_at ?? customer.created_at
  const traits = traitsOf(customer)
  const identify: CanonicalEvent = {
    id: `customer:${customer.id}:${toIso(changedAt)}`,
    source: context.source,
    kind: 'identify',
    name: 'identify',
    channel: 'other',
    occurredAt: changedAt,
    receivedAt: context.receivedAtMs,
    identifiers: identifiersOf(customer, context),
    ...(Object.keys(traits).length > 0 && { traits }),
    // A seller adds people to the directory who were never asked: only a refusal is the person's own word.
    ...(customer.preferences?.email_unsubscribed === true && {
      consents: [{ purpose: 'marketing' as const, channel: 'email' as const, isGranted: false }],
    }),
  }
  return succeed([identify, ...mergesOf(about, toldAt, context)])
}

/**
 * customer.deleted as the merge that took the customer in, else as "Customer Deleted": the seller tidied up the
 * directory, which is no wish of the person to be forgotten.
 */
export function mapDeletedCustomer(
  { fields, context: about, toldAt }: SquareRecord,
  context: MappingContext,
): Result<CanonicalEvent[], MappingFailure> {
  const parsed = z.object({ id: squareIdSchema }).safeParse(fields)
  if (!parsed.success) return refuse('invalid-customer', fieldErrors(parsed.error))
  const merges = mergesOf(about, toldAt, context)
  if (merges.length > 0) return succeed(merges)
  return succeed([
    {
      id: `customer-deleted:${parsed.data.id}`,
      source: context.source,
      kind: 'track',
      name: 'Customer Deleted',
      channel: 'other',
      occurredAt: parseIso(toldAt ?? '') ?? context.receivedAtMs,
      receivedAt: context.receivedAtMs,
      identifiers: customerIdentifier(parsed.data.id, context),
    },
  ])
}

/** One alias for each customer that was taken in; the same from each of the webhooks that tell of one merge. */
function mergesOf(about: unknown, toldAt: string | undefined, context: MappingContext): CanonicalEvent[] {
  const parsed = mergeSchema.safeParse(about)
  if (!parsed.success) return []
  const { from_customer_ids: fromIds, to_customer_id: toId } = parsed.data.merge
  const customer = (value: string): Identifier => ({ type: 'external_id', value, scope: context.source })
  return fromIds
    .filter((fromId) => fromId !== toId)
    .map((fromId) => ({
      id: `merge:${fromId}:${toId}`,
      source: context.source,
      kind: 'alias',
      name: 'alias',
      channel: 'other',
      occurredAt: parseIso(toldAt ?? '') ?? context.receivedAtMs,
      receivedAt: context.receivedAtMs,
      identifiers: [customer(toId), customer(fromId)],
      identityStatement: { kind: 'same-person', from: customer(fromId), to: customer(toId) },
    }))
}

function identifiersOf(customer: SquareCustomer, context: MappingContext): Identifier[] {
  const phone = textOf(customer.phone_number)
  const email = textOf(customer.email_address)
  return [
    ...(phone === undefined ? [] : [{ type: 'phone' as const, value: phone }]),
    ...(email === undefined ? [] : [{ type: 'email' as const, value: email }]),
    ...customerIdentifier(customer.id, context),
  ]
}

function traitsOf(customer: SquareCustomer): JsonObject {
  const { address } = customer
  const street = [textOf(address?.address_line_1), textOf(address?.address_line_2)].filter(Boolean).join(', ')
  const home = compact({
    street,
    city: address?.locality,
    postalCode: address?.postal_code,
    state: address?.administrative_district_level_1,
    country: address?.country,
  })
  return {
    ...compact({
      firstName: customer.given_name,
      lastName: customer.family_name,
      company: customer.company_name,
      email: customer.email_address,
      phone: customer.phone_number,
      birthday: customer.birthday,
    }),
    ...(Object.keys(home).length > 0 && { address: home }),
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
