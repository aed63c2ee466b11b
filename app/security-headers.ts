/** On every answer the dashboard computes: it is of the type it says, no other site learns of it, no cache keeps it. */
const everyAnswer = {
  'X-Content-Type-Options': 'nosniff',
  'Referrer-Policy': 'same-origin',
  'Cache-Control': 'private, no-store',
}

/**
 * The headers every page carries. Scripts run only with this answer's nonce, nothing loads from elsewhere, no page can
 * frame the dashboard or hold on to its window, and no cache keeps a page that shows customers.
 */
export function securityHeaders(nonce: string, isDevelopment: boolean): Record<string, string> {
  // The development server injects style elements; the built pages have none.
  const styles = isDevelopment ? "'self' 'unsafe-inline'" : "'self'"
  const policy = [
    "default-src 'none'",
    `script-src 'self' 'nonce-${nonce}'`,
    `style-src ${styles}`,
    "img-src 'self' data:",
    "font-src 'self'",
    "connect-src 'self'",
    "form-action 'self'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
  ]
  return {
    ...everyAnswer,
    'Content-Security-Policy': policy.join('; '),
    'Cross-Origin-Opener-Policy': 'same-origin',
    'Permissions-Policy': 'camera=(), microphone=(), geolocation=(), payment=()',
  }
}

/**
 * An answer to a request of this address, with the headers that every answer has and this one has not yet: redirects,
 * data and refusals run nothing and stand in no frame, while pages say more exactly what they may.
 */
export function withSecurityHeaders(response: Response, url: string): Response {
  const { body, status, statusText } = response
  const headers = new Headers(response.headers)
  const policy = "default-src 'none'; base-uri 'none'; frame-ancestors 'none'"
  for (const [name, value] of Object.entries({ ...everyAnswer, 'Content-Security-Policy': policy })) {
    if (!headers.has(name)) headers.set(name, value)
  }
  // As the API says it: two years, and never where a laptop is called without encryption.
  if (url.startsWith('https:')) {
    headers.set('Strict-Transport-Security', 'max-age=63072000; includeSubDomains')
  }
  return new Response(body, { status, statusText, headers })
}
