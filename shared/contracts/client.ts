import * as z from 'zod'
import { type IdentityRules, identityRulesSchema } from '../identity/identity-rules.ts'
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
  type DryRunRules,
  type IdentityGraph,
  type IdentityPreview,
  identityGraphSchema,
  identityPreviewSchema,
  type ListMergesQuery,
  type ListReviewsQuery,
  type MergeList,
  type MergeView,
  mergeListSchema,
  mergeSchema,
  type NewIdentityRules,
  type NewMerge,
  type NewSplit,
  type ReviewDetail,
  type ReviewList,
  type ReviewView,
  type RulesDryRun,
  reviewDetailSchema,
  reviewListSchema,
  reviewSchema,
  rulesDryRunSchema,
  type SplitList,
  type SplitView,
  splitListSchema,
  splitSchema,
  type TakenReviewDecision,
} from './identity.ts'
import {
  type ImportList,
  type ImportMapping,
  type ImportView,
  importListSchema,
  importViewSchema,
} from './imports.ts'
import {
  type MatchingRunList,
  type MatchingRunView,
  matchingRunListSchema,
  matchingRunSchema,
} from './matching-runs.ts'
import { type Overview, overviewSchema } from './overview.ts'
import {
  type ListPrivacyRequestsQuery,
  type NewErasure,
  type PrivacyRequestList,
  type PrivacyRequestView,
  privacyRequestListSchema,
  privacyRequestSchema,
} from './privacy.ts'
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
  getIdentityGraph(customerId: string): Answer<IdentityGraph>
  listMerges(query: ListMergesQuery): Answer<MergeList>
  mergeCustomers(merge: NewMerge): Answer<MergeView>
  previewMerge(merge: NewMerge): Answer<IdentityPreview>
  /** `basis` is that of the preview: when anything has changed since, the undo is refused. */
  undoMerge(mergeId: string, basis?: number): Answer<MergeView>
  previewUndo(mergeId: string): Answer<IdentityPreview>
  splitCustomer(customerId: string, split: NewSplit): Answer<SplitView>
  previewSplit(customerId: string, split: NewSplit): Answer<IdentityPreview>
  listSplits(query: PageQuery & { customerId?: string | undefined }): Answer<SplitList>
  undoSplit(splitId: string): Answer<SplitView>
  listReviews(query: ListReviewsQuery): Answer<ReviewList>
  getReview(reviewId: string): Answer<ReviewDetail>
  decideReview(reviewId: string, decision: TakenReviewDecision): Answer<ReviewView>
  /** `assignedTo` is the e-mail of a user of the tenant; null: nobody. */
  assignReview(reviewId: string, assignedTo: string | null): Answer<ReviewView>
  getIdentityRules(): Answer<IdentityRules>
  updateIdentityRules(rules: NewIdentityRules): Answer<IdentityRules>
  /** What the recorded events would come to by other rules; changes nothing. */
  dryRunIdentityRules(dryRun: DryRunRules): Answer<RulesDryRun>
  /** Cannot be taken back. */
  createErasure(erasure: NewErasure): Answer<PrivacyRequestView>
  listPrivacyRequests(query: ListPrivacyRequestsQuery): Answer<PrivacyRequestList>
  getPrivacyRequest(requestId: string): Answer<PrivacyRequestView>
  /** `identifier` is `type:value`, such as `email:ada@example.com`. */
  liftSuppression(identifier: string): Answer<undefined>
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
  startMatchingRun(): Answer<MatchingRunView>
  listMatchingRuns(): Answer<MatchingRunList>
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
    getIdentityGraph: (customerId) =>
      send(identityGraphSchema, `/v1/customers/${id(customerId)}/identity-graph`),
    listMerges: (query) => send(mergeListSchema, '/v1/merges', {}, { ...query } as Query),
    mergeCustomers: (merge) => send(mergeSchema, '/v1/merges', jsonPost(merge)),
    previewMerge: (merge) => send(identityPreviewSchema, '/v1/merges/preview', jsonPost(merge)),
    undoMerge: (mergeId, basis) => send(mergeSchema, `/v1/merges/${id(mergeId)}/undo`, jsonPost({ basis })),
    previewUndo: (mergeId) => send(identityPreviewSchema, `/v1/merges/${id(mergeId)}/undo-preview`),
    splitCustomer: (customerId, split) =>
      send(splitSchema, `/v1/customers/${id(customerId)}/splits`, jsonPost(split)),
    previewSplit: (customerId, split) =>
      send(identityPreviewSchema, `/v1/customers/${id(customerId)}/splits/preview`, jsonPost(split)),
    listSplits: (query) => send(splitListSchema, '/v1/splits', {}, query),
    undoSplit: (splitId) => send(splitSchema, `/v1/splits/${id(splitId)}/undo`, { method: 'POST' }),
    listReviews: (query) => send(reviewListSchema, '/v1/reviews', {}, { ...query } as Query),
    getReview: (reviewId) => send(reviewDetailSchema, `/v1/reviews/${id(reviewId)}`),
    decideReview: (reviewId, decision) =>
      send(reviewSchema, `/v1/reviews/${id(reviewId)}/decision`, jsonPost(decision)),
    assignReview: (reviewId, assignedTo) =>
      send(reviewSchema, `/v1/reviews/${id(reviewId)}/assignee`, jsonPut({ assignedTo })),
    getIdentityRules: () => send(identityRulesSchema, '/v1/identity/rules'),
    updateIdentityRules: (rules) => send(identityRulesSchema, '/v1/identity/rules', jsonPut(rules)),
    dryRunIdentityRules: (dryRun) => send(rulesDryRunSchema, '/v1/identity/rules/dry-run', jsonPost(dryRun)),
    createErasure: (erasure) => send(privacyRequestSchema, '/v1/privacy/erasures', jsonPost(erasure)),
    listPrivacyRequests: (query) =>
      send(privacyRequestListSchema, '/v1/privacy/requests', {}, { ...query } as Query),
    getPrivacyRequest: (requestId) => send(privacyRequestSchema, `/v1/privacy/requests/${id(requestId)}`),
    liftSuppression: (identifier) =>
      send(z.undefined(), '/v1/privacy/suppressions/lift', jsonPost({ identifier })),
    listEvents: (query) => send(eventListSchema, '/v1/events', {}, query),
    getStreamStatus: () => send(streamStatusSchema, '/v1/streaming/stream/status'),
    listQuarantine: (query) => send(quarantineListSchema, '/v1/quarantine', {}, query),
    createImport: ({ body, contentType, fileName }) =>
      send(importViewSchema, '/v1/imports', streamedPost(body, contentType), { fileName, start: 'false' }),
    startMatchingRun: () => send(matchingRunSchema, '/v1/identity/matching-runs', jsonPost({})),
    listMatchingRuns: () => send(matchingRunListSchema, '/v1/identity/matching-runs'),
    listImports: () => send(importListSchema, '/v1/imports'),
    getImport: (importId) => send(importViewSchema, `/v1/imports/${id(importId)}`),
    startImport: (importId, mapping) =>
      send(importViewSchema, `/v1/imports/${id(importId)}/start`, jsonPost(mapping)),
  }
}

function jsonPost(body: unknown): RequestInit {
  return { method: 'POST', body: JSON.stringify(body), headers: { 'Content-Type': 'application/json' } }
}

function jsonPut(body: unknown): RequestInit {
  return { ...jsonPost(body), method: 'PUT' }
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
