/**
 * Whether a request comes from a page of this site, or from no page at all (browsers name the page's origin with
 * every form post and WebSocket).
 */
export function isSameOrigin(request: Request): boolean {
  const origin = request.headers.get('Origin')
  if (origin === null) return true
  const host = request.headers.get('Host') ?? new URL(request.url).host
  return URL.parse(origin)?.host === host
}
