import type * as z from 'zod'
import { knownFields } from '#shared/contracts/unknown-fields.ts'
import type { Api } from './api.ts'
import type { OpenCredential, Operation } from './operation.ts'

/** What a route says of itself when it takes callers without a permission: what they show instead, and why that is right. */
export function open(credential: OpenCredential, reason: string) {
  return { 'x-credential': credential, 'x-credential-reason': reason }
}

/** All documented operations, in the order they were registered. */
export function operationsOf(api: Api): Operation[] {
  return api.openAPIRegistry.definitions.flatMap((definition) => {
    if (definition.type !== 'route') return []
    const { route } = definition
    const { query, body } = route.request ?? {}
    const json = schemaOf(body?.content)
    return [
      {
        operationId: route.operationId ?? '',
        method: route.method.toUpperCase(),
        path: route.path,
        alsoAt: route['x-also-at'] ?? [],
        permission: route['x-permission'],
        credential: route['x-credential'],
        credentialReason: route['x-credential-reason'],
        answers: jsonAnswers(route.responses),
        queryFields: query === undefined ? new Set() : knownFields(query as z.ZodType),
        takesJson: json !== undefined,
        bodyFields: json === undefined ? undefined : knownFields(json),
      },
    ]
  })
}

/** Under what an operation is found: the method, and the address with every part that varies left open. */
export function operationKey(method: string, path: string): string {
  // Hono writes `:name` and `:name{pattern}`, the documentation `{name}`, also with something behind it.
  const open = path.replaceAll(/\/:[^/]+|\/[^/]*\{[^/]*/g, '/*')
  return `${method === 'HEAD' ? 'GET' : method} ${open}`
}

function jsonAnswers(responses: Record<string, unknown>): Map<number, z.ZodType> {
  const answers = new Map<number, z.ZodType>()
  for (const [status, response] of Object.entries(responses)) {
    const schema = schemaOf((response as { content?: unknown }).content)
    if (schema !== undefined) answers.set(Number(status), schema)
  }
  return answers
}

/** The contracts are all of zod; OpenAPI's own schemas, which the types allow, are not used. */
function schemaOf(content: unknown): z.ZodType | undefined {
  return (content as Record<string, { schema?: z.ZodType }> | undefined)?.['application/json']?.schema
}
