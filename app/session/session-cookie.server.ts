import { createCookieSessionStorage, type SessionStorage } from '@remix-run/cloudflare'
import type { DashboardEnv } from '../env.ts'

interface SessionData {
  /** The API token of the person who signed in. */
  token: string
}

const shortestSecretLength = 32

/**
 * The session cookie: signed, out of reach of scripts, sent only with requests of our own site and, on https, only
 * there. Throws when the deployment lacks a secret to sign it with, since anyone could then make one.
 */
export function sessionCookie(request: Request, env: DashboardEnv): SessionStorage<SessionData> {
  const secret = env.SESSION_COOKIE_SECRET
  if (typeof secret !== 'string' || secret.length < shortestSecretLength) {
    throw new Error(`SESSION_COOKIE_SECRET must be set to ${shortestSecretLength} characters or more`)
  }
  return createCookieSessionStorage<SessionData>({
    cookie: {
      name: 'patron_session',
      httpOnly: true,
      sameSite: 'lax',
      secure: new URL(request.url).protocol === 'https:',
      path: '/',
      secrets: [secret],
    },
  })
}

/** The API token in the request's cookie. Undefined when there is none or the signature does not fit. */
export async function sessionToken(request: Request, env: DashboardEnv): Promise<string | undefined> {
  const cookie = request.headers.get('Cookie')
  if (cookie === null) return undefined
  return (await sessionCookie(request, env).getSession(cookie)).get('token')
}
