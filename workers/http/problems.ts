import type { Context } from 'hono'
import { HTTPException } from 'hono/http-exception'
import { type Problem, type ProblemCode, problemSchema, problemTypes } from '#shared/contracts/problems.ts'
import { errorReport } from '#shared/kernel/error-report.ts'

/** Thrown by a route to answer with a problem; everything else thrown is a bug and tells the caller nothing. */
export class ProblemError extends Error {
  readonly code: ProblemCode
  readonly extra: ProblemExtra

  constructor(code: ProblemCode, detail?: string, extra: Omit<ProblemExtra, 'detail'> = {}) {
    super(detail ?? problemTypes[code].title)
    this.code = code
    this.extra = detail === undefined ? extra : { ...extra, detail }
  }
}

export type ProblemExtra = Pick<Problem, 'errors' | 'accepted' | 'tenants'> & {
  detail?: string
  headers?: Record<string, string>
}

/** The one place that builds a problem+json answer (RFC 9457). */
export function problemResponse(requestId: string, code: ProblemCode, extra: ProblemExtra = {}): Response {
  const { headers, ...members } = extra
  const { status, title } = problemTypes[code]
  const problem: Problem = { type: `/v1/docs/problems#${code}`, title, status, code, requestId, ...members }
  return Response.json(problem, {
    status,
    headers: { 'content-type': 'application/problem+json', 'cache-control': 'no-store', ...headers },
  })
}

/** For a route's `responses`: the problems it can answer with, as OpenAPI sees them. */
export function problems(...codes: ProblemCode[]) {
  const statuses = [...new Set(codes.map((code) => problemTypes[code].status))]
  return Object.fromEntries(
    statuses.map((status) => [
      status,
      {
        description: codes
          .filter((code) => problemTypes[code].status === status)
          .map((code) => problemTypes[code].title)
          .join('; '),
        content: { 'application/problem+json': { schema: problemSchema } },
      },
    ]),
  )
}

/** What the framework itself refuses before a route sees it: bodies that are not JSON, or not said to be. */
const frameworkRefusals: ReadonlyMap<number, ProblemCode> = new Map([
  [400, 'malformed-request'],
  [415, 'unsupported-media-type'],
])

/** What to do with anything a route throws. */
export function onError(error: Error, context: Context): Response {
  const requestId: string = context.get('requestId') ?? 'none'
  if (error instanceof ProblemError) return problemResponse(requestId, error.code, error.extra)
  const refusal = error instanceof HTTPException ? frameworkRefusals.get(error.status) : undefined
  if (refusal !== undefined) return problemResponse(requestId, refusal)
  // biome-ignore lint/suspicious/noConsole: the log is the only place that may know what went wrong
  console.error(
    JSON.stringify({
      level: 'error',
      requestId,
      // Not the address: a link that lets somebody in may stand in it.
      operation: context.get('operation')?.operationId,
      ...errorReport(error),
    }),
  )
  const isOverload = 'overloaded' in error || 'retryable' in error
  return isOverload
    ? problemResponse(requestId, 'unavailable', { headers: { 'retry-after': '2' } })
    : problemResponse(requestId, 'internal-error')
}
