import fc from 'fast-check'
import { hostileBodies, hostileTexts, hostileValues } from './hostile-values.ts'

/** As much of a JSON schema as the API's documentation uses. */
interface Schema {
  readonly $ref?: string
  readonly type?: string | readonly string[]
  readonly const?: unknown
  readonly enum?: readonly unknown[]
  readonly properties?: Readonly<Record<string, Schema>>
  readonly required?: readonly string[]
  readonly additionalProperties?: Schema | boolean
  readonly items?: Schema
  readonly anyOf?: readonly Schema[]
  readonly oneOf?: readonly Schema[]
  readonly allOf?: readonly Schema[]
  readonly minimum?: number
  readonly maximum?: number
  readonly minItems?: number
  readonly format?: string
  readonly example?: unknown
}

interface Parameter {
  readonly name: string
  readonly in: 'path' | 'query' | 'header'
  readonly schema: Schema
}

export interface OpenApiOperation {
  readonly operationId: string
  readonly parameters?: readonly Parameter[]
  readonly requestBody?: { readonly content: Readonly<Record<string, { readonly schema: Schema }>> }
}

export interface OpenApi {
  readonly paths: Readonly<Record<string, Readonly<Record<string, OpenApiOperation>>>>
  readonly components: { readonly schemas: Readonly<Record<string, Schema>> }
}

/** A request as it is sent. */
export interface DrawnRequest {
  readonly operationId: string
  readonly method: string
  readonly path: string
  readonly contentType: string | undefined
  readonly body: string | undefined
}

/** How far a request is from what the contract says. */
export type Closeness = 'close' | 'refused'

/**
 * Requests of one operation. `close`: most fields are as the contract says, some are hostile. `refused`: the body is one
 * that no contract takes, so nothing may come of it.
 */
export function arbitraryRequest(
  document: OpenApi,
  method: string,
  path: string,
  operation: OpenApiOperation,
  closeness: Closeness,
): fc.Arbitrary<DrawnRequest> {
  const text = fc.oneof(
    { weight: 3, arbitrary: fc.constantFrom('demo', 'shopify', 'web', 'cus_01aaaaaaaaaaaaaaaaaaaa') },
    { weight: 2, arbitrary: fc.constantFrom(...hostileTexts) },
    { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 40 }) },
  )
  const parameters = operation.parameters ?? []
  const query = fc.record(
    Object.fromEntries(
      parameters
        .filter((each) => each.in === 'query')
        .map(({ name, schema }) => [name, fc.oneof(anyValue(document, schema, 2), text)]),
    ),
    { requiredKeys: [] },
  )
  const names = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name ?? '')
  const schema = operation.requestBody?.content['application/json']?.schema
  const json =
    schema === undefined
      ? fc.constant(undefined)
      : closeness === 'refused'
        ? fc.constantFrom(...hostileBodies)
        : fc.oneof(
            { weight: 12, arbitrary: anyValue(document, schema, 6).map((value) => JSON.stringify(value)) },
            { weight: 1, arbitrary: fc.constantFrom(...hostileBodies) },
          )
  const contentType = fc.oneof(
    { weight: 20, arbitrary: fc.constant('application/json') },
    {
      weight: 1,
      arbitrary: fc.constantFrom('text/plain', 'application/json; charset=utf-16', 'multipart/form-data'),
    },
  )
  return fc
    .tuple(fc.tuple(...names.map(() => text)), query, json, contentType)
    .map(([values, drawnQuery, body, drawnType]) => ({
      operationId: operation.operationId,
      method: method.toUpperCase(),
      path: filled(path, names, values as string[]) + search(drawnQuery),
      contentType: body === undefined ? undefined : closeness === 'refused' ? 'application/json' : drawnType,
      body,
    }))
}

function filled(path: string, names: readonly string[], values: readonly string[]): string {
  return names.reduce(
    (address, name, index) =>
      address.replace(`{${name}}`, encodeURIComponent(wellFormed(values[index] ?? ''))),
    path,
  )
}

function search(query: Record<string, unknown>): string {
  const entries = Object.entries(query).filter(([, value]) => value !== undefined)
  if (entries.length === 0) return ''
  const pairs = entries.map(([name, value]) => `${name}=${encodeURIComponent(wellFormed(asText(value)))}`)
  return `?${pairs.join('&')}`
}

const asText = (value: unknown) => (typeof value === 'string' ? value : String(JSON.stringify(value)))
/** An address cannot hold half a character. */
const wellFormed = (value: string) => value.replaceAll(/[\ud800-\udfff]/g, '\ufffd').slice(0, 3_000)

/** Values of a schema, with a hostile one now and then at any place. */
function anyValue(document: OpenApi, schema: Schema, depth: number): fc.Arbitrary<unknown> {
  const hostile = fc.oneof(fc.constantFrom<unknown>(...hostileTexts), fc.constantFrom(...hostileValues))
  return fc.oneof(
    { weight: 15, arbitrary: fitting(document, schema, depth) },
    { weight: 1, arbitrary: hostile },
  )
}

function fitting(document: OpenApi, schema: Schema, depth: number): fc.Arbitrary<unknown> {
  if (schema.$ref !== undefined) {
    const named = document.components.schemas[schema.$ref.split('/').at(-1) ?? '']
    return named === undefined || depth === 0 ? fc.constant(null) : anyValue(document, named, depth - 1)
  }
  if (schema.const !== undefined) return fc.constant(schema.const)
  if (schema.enum !== undefined) return fc.constantFrom(...schema.enum)
  const options = schema.anyOf ?? schema.oneOf
  if (options !== undefined) {
    return depth === 0
      ? fc.constant(null)
      : fc.oneof(...options.map((each) => anyValue(document, each, depth - 1)))
  }
  const type = typeof schema.type === 'string' ? schema.type : schema.type?.[0]
  switch (type) {
    case 'object': {
      const fields = Object.entries(schema.properties ?? {})
      if (depth === 0) return fc.constant({})
      if (fields.length === 0) {
        const { additionalProperties } = schema
        const value = typeof additionalProperties === 'object' ? additionalProperties : {}
        return fc.dictionary(
          fc.constantFrom('a', 'email', ...hostileTexts.slice(0, 8)),
          anyValue(document, value, depth - 1),
          { maxKeys: 3 },
        )
      }
      return fc.record(
        Object.fromEntries(fields.map(([name, field]) => [name, anyValue(document, field, depth - 1)])),
        { requiredKeys: [...(schema.required ?? [])] },
      )
    }
    case 'array':
      return depth === 0
        ? fc.constant([])
        : fc.array(anyValue(document, schema.items ?? {}, depth - 1), {
            minLength: schema.minItems ?? 0,
            maxLength: (schema.minItems ?? 0) + 3,
          })
    case 'integer':
    case 'number': {
      const min = Math.max(schema.minimum ?? -10, -1e9)
      const max = Math.min(schema.maximum ?? 1e6, 1e9)
      const whole = fc.integer({ min: Math.ceil(min), max: Math.max(Math.ceil(min), Math.floor(max)) })
      return schema.type === 'integer' ? whole : fc.oneof(whole, fc.double({ min, max, noNaN: true }))
    }
    case 'boolean':
      return fc.boolean()
    case 'null':
      return fc.constant(null)
    default:
      return fc.oneof(
        {
          weight: 4,
          arbitrary: fc.constantFrom(
            'demo',
            'shop',
            '2026-11-01T10:00:00Z',
            'ada@example.com',
            'https://shop.example',
            '12.50',
            'GBP',
          ),
        },
        { weight: 1, arbitrary: fc.string({ maxLength: 30 }) },
      )
  }
}
