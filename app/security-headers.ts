/**
 * The headers every page carries. Scripts run only with this answer's nonce, nothing loads from elsewhere, no page can
 * frame the dashboard, and no cache keeps a page that shows customers.
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
    'Content-Security-Policy': policy.join('; '),
    'X-Content-Type-Options': 'nosniff',
    'Referrer-Policy': 'same-origin',
    'Permissions-Policy': 'camera=(), microphone=(), geolocation=(), payment=()',
    'Cache-Control': 'private, no-store',
  }
}
