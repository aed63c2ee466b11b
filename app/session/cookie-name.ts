/**
 * The names under which cookies are kept on https: browsers take `__Host-` only from this very host, over https and for all
 * paths, and `__Secure-` only over https (RFC 6265bis, 4.1.3). A laptop is called without encryption, where they take neither.
 */
export function hostCookieName(name: string, request: Request): string {
  return isHttps(request) ? `__Host-${name}` : name
}

/** For a cookie that is meant for some paths alone, which `__Host-` does not allow. */
export function secureCookieName(name: string, request: Request): string {
  return isHttps(request) ? `__Secure-${name}` : name
}

export function isHttps(request: Request): boolean {
  return new URL(request.url).protocol === 'https:'
}
