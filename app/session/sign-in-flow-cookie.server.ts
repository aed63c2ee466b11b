import { type Cookie, createCookie } from '@remix-run/cloudflare'
import { isHttps, secureCookieName } from './cookie-name.ts'

const pagePath = '/login/provider'

/** Keeps what ties an identity provider's answer to the browser that went there; only the page it comes back to sees it. */
export function signInFlowCookie(request: Request): Cookie {
  return createCookie(secureCookieName('patron_sign_in', request), {
    httpOnly: true,
    // The provider's page leads back here, which strict would not let it be sent with.
    sameSite: 'lax',
    secure: isHttps(request),
    path: pagePath,
    maxAge: 600,
  })
}

/** Keeps for the next sight of the sign-in page why a provider signed nobody in: in the address anybody could write it. */
export function signInReasonCookie(request: Request): Cookie {
  return createCookie(secureCookieName('patron_sign_in_reason', request), {
    httpOnly: true,
    sameSite: 'lax',
    secure: isHttps(request),
    path: '/login',
    maxAge: 60,
  })
}
