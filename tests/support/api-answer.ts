import { expect } from 'vitest'
import { type Problem, problemSchema } from '#shared/contracts/problems.ts'
import type { TestPlatform } from './test-platform.ts'

/** The parsed answer of a call with a JSON body, which must be a success. */
export async function answered<Body>(
  platform: TestPlatform,
  method: string,
  path: string,
  body?: unknown,
): Promise<Body> {
  const response = await platform.api(path, requestOf(method, body))
  const text = await response.text()
  if (!response.ok) throw new Error(`${method} ${path} was answered ${response.status}: ${text}`)
  return JSON.parse(text) as Body
}

/** The problem that a call with a JSON body is answered with. */
export async function refused(
  platform: TestPlatform,
  method: string,
  path: string,
  body?: unknown,
  headers: Record<string, string> = {},
): Promise<Problem> {
  const { headers: own, ...rest } = requestOf(method, body)
  const response = await platform.api(path, { ...rest, headers: { ...own, ...headers } })
  expect(response.headers.get('content-type')).toBe('application/problem+json')
  const problem = problemSchema.parse(await response.json())
  expect(problem.status).toBe(response.status)
  return problem
}

function requestOf(method: string, body: unknown) {
  return body === undefined
    ? { method, headers: {} }
    : { method, body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }
}
