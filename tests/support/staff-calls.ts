import { demoCredentials } from '#scripts/provision-demo-tenant.ts'
import type { TestPlatform } from './test-platform.ts'

/** Calls with a JSON body, by the demo's API key unless told otherwise. */
export function staffCalls(platform: () => TestPlatform) {
  const call = (
    method: string,
    path: string,
    body?: unknown,
    key = demoCredentials.apiKey,
  ): Promise<Response> =>
    platform().api(path, {
      method,
      headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    })
  return {
    call,
    /** The parsed answer of a call that succeeds. */
    send: async <Body>(method: string, path: string, body?: unknown): Promise<Body> => {
      const response = await call(method, path, body)
      const text = await response.text()
      if (!response.ok) throw new Error(`${method} ${path} was answered ${response.status}: ${text}`)
      return (text === '' ? undefined : JSON.parse(text)) as Body
    },
  }
}
