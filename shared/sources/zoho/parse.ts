import type * as z from 'zod'
import { isJsonObject, type JsonObject } from '../../kernel/json.ts'
import { type Result, succeed } from '../../kernel/result.ts'
import { fieldErrors, type MappingFailure, refuse } from '../mapping-failure.ts'
import { readJson } from '../read-json.ts'
import type { Delivery } from '../source.ts'
import { type ZohoContact, zohoContactSchema } from './contact.ts'
import { type ZohoSalesOrder, zohoSalesOrderSchema } from './sales-order.ts'

/** One thing as it was when the webhook's rule applied. */
export type ZohoRecord =
  | { readonly kind: 'contact'; readonly contact: ZohoContact }
  | { readonly kind: 'salesorder'; readonly order: ZohoSalesOrder }

/** A body's one thing, and where in it. */
interface Found {
  readonly name: string
  readonly value: unknown
  readonly pointer: string
}

/**
 * Reads one webhook. Fails with `malformed-body` (not JSON), `unsupported-topic` (another module's thing),
 * `invalid-customer` or `invalid-order`, with a pointer to each wrong field.
 */
export function parseZoho(delivery: Delivery): Result<ZohoRecord[], MappingFailure> {
  const json = readJson(delivery.body)
  if (!json.ok) return json
  const found = isJsonObject(json.value) ? findThing(json.value) : undefined
  if (found?.name === 'contact') {
    return read(zohoContactSchema, found, 'invalid-customer', (contact) => ({ kind: 'contact', contact }))
  }
  if (found?.name === 'salesorder') {
    return read(zohoSalesOrderSchema, found, 'invalid-order', (order) => ({ kind: 'salesorder', order }))
  }
  return refuse('unsupported-topic', [{ pointer: '', detail: 'holds neither a contact nor a salesorder' }])
}

/** The module a delivery is of, which only its body tells; null when it is none that is read. */
export function topicOf(delivery: Delivery): string | null {
  const json = readJson(delivery.body)
  return (json.ok && isJsonObject(json.value) ? findThing(json.value)?.name : undefined) ?? null
}

/** The thing stands under its name, in the body itself or under `data`. */
function findThing(body: JsonObject): Found | undefined {
  const holders = [
    { holder: body, prefix: '' },
    { holder: isJsonObject(body.data) ? body.data : {}, prefix: '/data' },
  ]
  for (const { holder, prefix } of holders) {
    for (const name of ['contact', 'salesorder']) {
      if (holder[name] !== undefined) return { name, value: holder[name], pointer: `${prefix}/${name}` }
    }
  }
  return undefined
}

function read<Body>(
  schema: z.ZodType<Body>,
  { value, pointer: prefix }: Found,
  failureKind: MappingFailure['kind'],
  toRecord: (body: Body) => ZohoRecord,
): Result<ZohoRecord[], MappingFailure> {
  const body = schema.safeParse(value)
  if (body.success) return succeed([toRecord(body.data)])
  const errors = fieldErrors(body.error)
  return refuse(
    failureKind,
    errors.map(({ pointer, detail }) => ({ pointer: prefix + pointer, detail })),
  )
}
