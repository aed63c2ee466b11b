import type * as z from 'zod'
import { fail, type Result, succeed } from '../kernel/result.ts'
import { type Problem, type ProblemCode, problemSchema } from './problems.ts'

/** Why a call did not succeed: the API's problem, no answer at all, or an answer that is not what was agreed. */
export interface ClientFailure {
  readonly kind: ProblemCode | 'unreachable' | 'unexpected-answer'
  readonly message: string
  readonly retryable: boolean
  /** The HTTP status; 0 when no answer came. */
  readonly status: number
  readonly problem?: Problem
}
export type Answer<Value> = Promise<Result<Value, ClientFailure>>

export interface PatronClientOptions {
  /** Anything that answers requests: the global fetch, a service binding, a test's function. */
  readonly fetch: (request: Request) => Promise<Response>
  readonly baseUrl: string
  /** A session's token or an API key. */
  readonly token?: string | undefined
}

export type Query = Record<string, string | number | undefined>

/** Makes one call of the API and parses its answer. */
export type Send = <Value>(
  schema: z.ZodType<Value>,
  path: string,
  init?: RequestInit,
  query?: Query,
) => Answer<Value>

export function sendThrough(options: PatronClientOptions): Send {
  return (schema, path, init = {}, query = {}) =>
    call(options, schema, withQuery(new URL(path, options.baseUrl), query), init)
}

export function jsonPost(body: unknown): RequestInit {
  return { method: 'POST', body: JSON.stringify(body), headers: { 'Content-Type': 'application/json' } }
}

export function jsonPut(body: unknown): RequestInit {
  return { ...jsonPost(body), method: 'PUT' }
}

function withQuery(url: URL, query: Query): URL {
  for (const [name, value] of Object.entries(query)) {
    if (value !== undefined && value !== '') url.searchParams.set(name, String(value))
  }
  return url
}

async function call<Value>(
  options: PatronClientOptions,
  schema: z.ZodType<Value>,
  url: URL,
  init: RequestInit,
): Promise<Result<Value, ClientFailure>> {
  const headers = new Headers(init.headers)
  headers.set('Accept', 'application/json')
  if (options.token !== undefined) headers.set('Authorization', `Bearer ${options.token}`)
  let response: Response
  let text: string
  try {
    response = await options.fetch(new Request(url, { ...init, headers }))
    text = await response.text()
  } catch {
    return fail({ kind: 'unreachable', message: 'Patron does not answer.', retryable: true, status: 0 })
  }
  const body = parseJson(text)
  const parsed = response.ok ? schema.safeParse(body) : undefined
  return parsed?.success ? succeed(parsed.data) : fail(failureOf(response.status, body))
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

function failureOf(status: number, body: unknown): ClientFailure {
  const problem = problemSchema.safeParse(body)
  if (!problem.success) {
    return {
      kind: 'unexpected-answer',
      message: 'Patron answered in a way that was not agreed.',
      retryable: status >= 500,
      status,
    }
  }
  const { code, title, detail } = problem.data
  return {
    kind: code,
    message: detail ?? title,
    retryable: status === 429 || status >= 500,
    status,
    problem: problem.data,
  }
}
