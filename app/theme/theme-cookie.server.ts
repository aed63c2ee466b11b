import { createCookie } from '@remix-run/cloudflare'
import { parseTheme, type Theme } from './theme.ts'

const yearSeconds = 365 * 24 * 60 * 60
const cookie = createCookie('patron_theme', {
  path: '/',
  sameSite: 'lax',
  httpOnly: true,
  maxAge: yearSeconds,
})

/** The theme this browser chose. */
export async function readTheme(request: Request): Promise<Theme> {
  return parseTheme(await cookie.parse(request.headers.get('Cookie')))
}

/** The Set-Cookie value that keeps a choice for a year. */
export function writeTheme(theme: Theme): Promise<string> {
  return cookie.serialize(theme)
}
