import { type Cookie, createCookie } from '@remix-run/cloudflare'
import { hostCookieName, isHttps } from '../session/cookie-name.ts'
import { parseTheme, type Theme } from './theme.ts'

const yearSeconds = 365 * 24 * 60 * 60

function themeCookie(request: Request): Cookie {
  return createCookie(hostCookieName('patron_theme', request), {
    path: '/',
    sameSite: 'lax',
    httpOnly: true,
    secure: isHttps(request),
    maxAge: yearSeconds,
  })
}

/** The theme this browser chose. */
export async function readTheme(request: Request): Promise<Theme> {
  return parseTheme(await themeCookie(request).parse(request.headers.get('Cookie')))
}

/** The Set-Cookie value that keeps a choice for a year. */
export function writeTheme(theme: Theme, request: Request): Promise<string> {
  return themeCookie(request).serialize(theme)
}
