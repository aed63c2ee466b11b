import type { DashboardEnv } from '../env.ts'

/**
 * What of a browser's request goes along: the address by which the API counts tries to sign in, and the name by which
 * people know their own among the places they are signed in on.
 */
const passedOn = ['CF-Connecting-IP', 'User-Agent']

/** Calls the API Worker on behalf of whoever sent `request`. */
export function callApi(request: Request, env: DashboardEnv): (call: Request) => Promise<Response> {
  return (call) => {
    for (const name of passedOn) {
      const value = request.headers.get(name)
      if (value !== null) call.headers.set(name, value)
    }
    return env.API.fetch(call)
  }
}
