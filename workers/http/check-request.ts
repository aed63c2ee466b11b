import type { Context } from 'hono'
import { type JsonHazard, jsonHazard, maxJsonDepth } from '#shared/kernel/json-hazard.ts'
import type { ApiEnv } from './api-env.ts'
import { ProblemError } from './problems.ts'
import { readBody } from './read-body.ts'

const maxBodyBytes = 1024 * 1024

const hazards: Record<JsonHazard, string> = {
  'too-deep': `is nested deeper than ${maxJsonDepth} levels`,
  'repeated-name': 'has the same name twice in one object',
  'unsafe-name': 'has a name that is not taken: __proto__, constructor or prototype',
}

/**
 * Looks at a request before its contract does: the query has no field that the operation does not know, and none twice; a
 * JSON body is not too long, not too deep, has no dangerous name and no unknown field. Throws a 400, 413 or 422 problem.
 */
export async function checkRequest(context: Context<ApiEnv>): Promise<void> {
  const operation = context.get('operation')
  if (operation === undefined) return
  refuseUnknown(Object.keys(context.req.query()), operation.queryFields)
  refuseRepeated(context.req.queries())
  const isJson = /^application\/([\w.-]+\+)?json/i.test(context.req.header('content-type') ?? '')
  const { raw } = context.req
  if (!operation.takesJson || !isJson || raw.body === null) return
  const bytes = await readBody(raw, maxBodyBytes)
  const text = new TextDecoder().decode(bytes)
  const hazard = jsonHazard(text)
  if (hazard !== undefined) throw new ProblemError('malformed-request', `The body ${hazards[hazard]}`)
  const body = parsed(text)
  if (body !== null && typeof body === 'object' && !Array.isArray(body)) {
    refuseUnknown(Object.keys(body), operation.bodyFields)
  }
  const headers = new Headers(raw.headers)
  headers.delete('content-encoding')
  context.req.raw = new Request(raw.url, { method: raw.method, headers, body: bytes })
}

function refuseUnknown(names: readonly string[], known: ReadonlySet<string> | undefined): void {
  const unknown = known === undefined ? [] : names.filter((name) => !known.has(name))
  if (unknown.length === 0) return
  throw new ProblemError('invalid-content', undefined, {
    errors: unknown.slice(0, 20).map((name) => ({
      pointer: `/${name.slice(0, 100)}`,
      detail: 'is not a field of this operation',
    })),
  })
}

/** Two values under one name would be one thing to us and another to whatever stands between: neither is taken. */
function refuseRepeated(query: Readonly<Record<string, string[]>>): void {
  const repeated = Object.keys(query).filter((name) => (query[name]?.length ?? 0) > 1)
  if (repeated.length === 0) return
  throw new ProblemError('invalid-content', undefined, {
    errors: repeated
      .slice(0, 20)
      .map((name) => ({ pointer: `/${name.slice(0, 100)}`, detail: 'stands in the query more than once' })),
  })
}

/** What is not JSON is refused where the contract is checked. */
function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
