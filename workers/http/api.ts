import { OpenAPIHono } from '@hono/zod-openapi'
import { issueInWords } from '#shared/kernel/issue-words.ts'
import { allowedMethods } from './allowed-methods.ts'
import type { ApiEnv } from './api-env.ts'
import { onError, ProblemError, problemResponse } from './problems.ts'

export type Api = OpenAPIHono<ApiEnv>

/** An empty API: bad input becomes a problem with a pointer to each wrong field, thrown errors become problems. */
export function newApi(): Api {
  const api = new OpenAPIHono<ApiEnv>({
    defaultHook: (result) => {
      if (result.success) return
      throw new ProblemError('invalid-content', undefined, {
        errors: result.error.issues.map((issue) => ({
          pointer: `/${issue.path.join('/')}`,
          detail: issueInWords(issue),
        })),
      })
    },
  })
  api.onError(onError)
  api.notFound((context) => {
    const requestId = context.get('requestId')
    const allowed = allowedMethods(api, context.req.path)
    return allowed.length === 0
      ? problemResponse(requestId, 'not-found')
      : problemResponse(requestId, 'method-not-allowed', { headers: { allow: allowed.join(', ') } })
  })
  return api
}
