import type * as z from 'zod'
import { fail, type Result, succeed } from '../kernel/result.ts'
import {
  type CustomerIdentityView,
  type CustomerList,
  type CustomerView,
  customerIdentitySchema,
  customerListSchema,
  customerSchema,
  type ListCustomersQuery,
  type Timeline,
  timelineSchema,
} from './customers.ts'
import {
  type ImportList,
  type ImportMapping,
  type ImportView,
  importListSchema,
  importViewSchema,
} from './imports.ts'
import { type Overview, overviewSchema } from './overview.ts'
import { type Problem, type ProblemCode, problemSchema } from './problems.ts'
import { type QuarantineList, quarantineListSchema } from './quarantine.ts'
import { type CurrentSession, currentSessionSchema, type Session, sessionSchema } from './sessions.ts'
import { type EventList, eventListSchema, type StreamStatus, streamStatusSchema } from './streaming.ts'

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

/** The operations of the API that the dashboard uses, one method each, answers parsed. */
export interface PatronClient {
  createSession(credentials: { email: string; password: string }): Answer<Session>
  getCurrentSession(): Answer<CurrentSession>
  getOverview(query: { days: number; lastDay?: string | undefined }): Answer<Overview>
  listCustomers(query: ListCustomersQuery): Answer<CustomerList>
  getCustomer(customerId: string): Answer<CustomerView>
  getCustomerTimeline(customerId: string, query: PageQuery): Answer<Timeline>
  getCustomerIdentity(customerId: string): Answer<CustomerIdentityView>
  listEvents(query: {
    limit?: number
    name?: string | undefined
    source?: string | undefined
  }): Answer<EventList>
  getStreamStatus(): Answer<StreamStatus>
  listQuarantine(query: PageQuery): Answer<QuarantineList>
  /**
   * Sends a file as it comes, never whole in memory: `multipart/form-data` with a field `file`, or `text/csv` with
   * its name beside it. The import waits for its mapping to be confirmed.
   */
  createImport(file: { body: ReadableStream; contentType: string; fileName?: string }): Answer<ImportView>
  listImports(): Answer<ImportList>
  getImport(importId: string): Answer<ImportView>
  startImport(importId: string, mapping: ImportMapping): Answer<ImportView>
}

type PageQuery = { limit?: number; cursor?: string | undefined }
type Query = Record<string, string | number | undefined>

/** A client for one caller. It never throws for what the API or the network may answer. */
export function patronClient(options: PatronClientOptions): PatronClient {
  const send = <Value>(schema: z.ZodType<Value>, path: string, init: RequestInit = {}, query: Query = {}) =>
    call(options, schema, withQuery(new URL(path, options.baseUrl), query), init)
  const id = encodeURIComponent

  return {
    createSession: (credentials) => send(sessionSchema, '/v1/sessions', jsonPost(credentials)),
    getCurrentSession: () => send(currentSessionSchema, '/v1/sessions/current'),
    getOverview: (query) => send(overviewSchema, '/v1/overview', {}, query),
    listCustomers: (query) => send(customerListSchema, '/v1/customers', {}, { ...query } as Query),
    getCustomer: (customerId) => send(customerSchema, `/v1/customers/${id(customerId)}`),
    getCustomerTimeline: (customerId, query) =>
      send(timelineSchema, `/v1/customers/${id(customerId)}/timeline`, {}, query),
    getCustomerIdentity: (customerId) =>
      send(customerIdentitySchema, `/v1/customers/${id(customerId)}/identity`),
    listEvents: (query) => send(eventListSchema, '/v1/events', {}, query),
    getStreamStatus: () => send(streamStatusSchema, '/v1/streaming/stream/status'),
    listQuarantine: (query) => send(quarantineListSchema, '/v1/quarantine', {}, query),
    createImport: ({ body, contentType, fileName }) =>
      send(importViewSchema, '/v1/imports', streamedPost(body, contentType), { fileName, start: 'false' }),
    listImports: () => send(importListSchema, '/v1/imports'),
    getImport: (importId) => send(importViewSchema, `/v1/imports/${id(importId)}`),
    startImport: (importId, mapping) =>
      send(importViewSchema, `/v1/imports/${id(importId)}/start`, jsonPost(mapping)),
  }
}

function jsonPost(body: unknown): RequestInit {
  return { method: 'POST', body: JSON.stringify(body), headers: { 'Content-Type': 'application/json' } }
}

function streamedPost(body: ReadableStream, contentType: string): RequestInit {
  // `duplex` is what Node asks for before it sends a stream; Workers do so anyway.
  const init = { method: 'POST', body, headers: { 'Content-Type': contentType }, duplex: 'half' }
  return init
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
