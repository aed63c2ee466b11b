import { type Cookie, createCookie } from '@remix-run/cloudflare'

const pagePath = '/login/provider'

/** Keeps what ties an identity provider's answer to the browser that went there; only the page it comes back to sees it. */
export function signInFlowCookie(request: Request): Cookie {
  return createCookie('patron_sign_in', {
    httpOnly: true,
    // The provider's page leads back here, which strict would not let it be sent with.
    sameSite: 'lax',
    secure: new URL(request.url).protocol === 'https:',
    path: pagePath,
    maxAge: 600,
  })
}
