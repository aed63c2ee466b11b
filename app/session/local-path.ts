const anyOrigin = 'https://dashboard.invalid'

/**
 * The path to go to after signing in, if it leads to this site: path, query and fragment. Anything else (another
 * host, `//host`, `/\host`, a scheme, nothing) becomes `/`.
 */
export function localPath(wanted: string | null | undefined): string {
  if (wanted === null || wanted === undefined || !wanted.startsWith('/')) return '/'
  const url = URL.parse(wanted, anyOrigin)
  if (url === null) return '/'
  const path = `${url.pathname}${url.search}${url.hash}`
  return url.origin === anyOrigin && !path.startsWith('//') ? path : '/'
}
