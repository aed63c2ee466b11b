import type { Problem } from '#shared/contracts/problems.ts'
import type { Session } from '#shared/contracts/sessions.ts'

/** What an answer of the API was: its status, and its body when there is one. */
export interface Answered<Body = object> {
  readonly status: number
  readonly body: Body & Partial<Omit<Problem, keyof Body>>
}

/** Calls of somebody who signs in, as a browser's or an app's program makes them. */
export interface SignInCalls {
  call<Body>(method: string, path: string, body?: unknown, token?: string): Promise<Answered<Body>>
  signIn(email: string, password: string, more?: object): Promise<Answered<Session>>
  /** A session; throws when signing in fails. */
  session(email: string, password: string, more?: object): Promise<Session>
  refresh(refreshToken: string): Promise<Answered<Session>>
  /** The status that a token is answered with. */
  statusOf(token: string, path?: string): Promise<number>
}

export function signInCalls(apiUrl: string): SignInCalls {
  const call = async <Body>(method: string, path: string, body?: unknown, token?: string) => {
    const headers = new Headers()
    if (body !== undefined) headers.set('content-type', 'application/json')
    if (token !== undefined) headers.set('authorization', `Bearer ${token}`)
    const init = { method, headers, ...(body === undefined ? {} : { body: JSON.stringify(body) }) }
    const response = await fetch(apiUrl + path, init)
    const text = await response.text()
    return { status: response.status, body: (text === '' ? {} : JSON.parse(text)) as Answered<Body>['body'] }
  }
  const signIn = (email: string, password: string, more: object = {}) =>
    call<Session>('POST', '/v1/sessions', { email, password, ...more })
  return {
    call,
    signIn,
    session: async (email, password, more) => {
      const { status, body } = await signIn(email, password, more)
      if (status !== 201) throw new Error(`signing in was answered ${status}: ${JSON.stringify(body)}`)
      return body
    },
    refresh: (refreshToken) => call<Session>('POST', '/v1/sessions/refresh', { refreshToken }),
    statusOf: async (token, path = '/v1/sessions/current') => {
      const { status } = await call('GET', path, undefined, token)
      return status
    },
  }
}
