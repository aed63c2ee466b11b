import { createCookieSessionStorage, type SessionStorage } from '@remix-run/cloudflare'
import type { SessionTokens } from '#shared/contracts/sessions.ts'
import type { DashboardEnv } from '../env.ts'
import { hostCookieName, isHttps } from './cookie-name.ts'

/** What the cookie keeps: the tokens of the person who signed in, and when they end. */
type SessionData = SessionTokens

const shortestSecretLength = 32

/**
 * The session cookie: signed, out of reach of scripts, sent only with requests of our own site. On https its name begins
 * with `__Host-`, so that no other host of the domain can set it. Throws when the deployment lacks a secret to sign it
 * with, since anyone could then make one.
 */
export function sessionCookie(request: Request, env: DashboardEnv): SessionStorage<SessionData> {
  const secret = env.SESSION_COOKIE_SECRET
  if (typeof secret !== 'string' || secret.length < shortestSecretLength) {
    throw new Error(`SESSION_COOKIE_SECRET must be set to ${shortestSecretLength} characters or more`)
  }
  return createCookieSessionStorage<SessionData>({
    cookie: {
      name: sessionCookieName(request),
      httpOnly: true,
      sameSite: 'lax',
      secure: isHttps(request),
      path: '/',
      secrets: [secret],
    },
  })
}

export function sessionCookieName(request: Request): string {
  return hostCookieName('patron_session', request)
}

/** The API token in the request's cookie. Undefined when there is none or the signature does not fit. */
export async function sessionToken(request: Request, env: DashboardEnv): Promise<string | undefined> {
  return (await sessionTokens(request, env))?.token
}

/** All that the request's cookie keeps. Undefined when there is none or the signature does not fit. */
export async function sessionTokens(request: Request, env: DashboardEnv): Promise<SessionTokens | undefined> {
  const cookie = request.headers.get('Cookie')
  if (cookie === null) return undefined
  const { token, expiresAt, refreshToken, refreshTokenExpiresAt } = (
    await sessionCookie(request, env).getSession(cookie)
  ).data
  if (!token || !expiresAt || !refreshToken || !refreshTokenExpiresAt) return undefined
  return { token, expiresAt, refreshToken, refreshTokenExpiresAt }
}

/** A `Set-Cookie` that keeps these tokens for as long as they can be renewed. */
export async function keepTokens(
  { token, expiresAt, refreshToken, refreshTokenExpiresAt }: SessionTokens,
  request: Request,
  env: DashboardEnv,
): Promise<string> {
  const storage = sessionCookie(request, env)
  const session = await storage.getSession()
  const kept = { token, expiresAt, refreshToken, refreshTokenExpiresAt }
  for (const [name, value] of Object.entries(kept)) session.set(name as keyof SessionTokens, value)
  return storage.commitSession(session, { expires: new Date(refreshTokenExpiresAt) })
}

/** A `Set-Cookie` that forgets who was signed in. */
export async function forgetTokens(request: Request, env: DashboardEnv): Promise<string> {
  const storage = sessionCookie(request, env)
  return storage.destroySession(await storage.getSession())
}
