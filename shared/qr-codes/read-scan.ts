/** The first-party cookie that names a visitor, the same as the script in the shop's pages sets. */
export const visitorCookie = 'patron_id'
const visitorCookieSeconds = 395 * 86_400
const maxReceiptLength = 64

/** The receipt number in the address of a scan (`?r=`), or undefined: none, too long, or with control characters. */
export function receiptNumberOf(url: URL): string | undefined {
  const text = url.searchParams.get('r')?.trim() ?? ''
  return text === '' || text.length > maxReceiptLength || /\p{C}/u.test(text) ? undefined : text
}

/** The visitor a request's cookies name; undefined when they name none, or one that was not made here. */
export function visitorOf(cookies: string | undefined): string | undefined {
  return /(?:^|;\s*)patron_id=([\w-]{8,64})(?:;|$)/.exec(cookies ?? '')?.[1]
}

/** Whether the browser asks not to be tracked: Global Privacy Control, or the older Do Not Track. */
export function asksNotToBeTracked(header: (name: string) => string | undefined): boolean {
  return header('sec-gpc') === '1' || header('dnt') === '1'
}

/** Whether a browser only looks ahead, or asks for the headers alone: nobody has scanned anything yet. */
export function isLookAhead(method: string, header: (name: string) => string | undefined): boolean {
  const purpose = header('sec-purpose') ?? header('purpose') ?? ''
  return method === 'HEAD' || /\b(?:prefetch|prerender|preview)\b/i.test(purpose)
}

/** The `Set-Cookie` that names a new visitor. Pages on the same host may read it, as the shop's script does. */
export function newVisitorCookie(visitorId: string, isSecure: boolean): string {
  const secure = isSecure ? '; Secure' : ''
  return `${visitorCookie}=${visitorId}; Path=/; Max-Age=${visitorCookieSeconds}; SameSite=Lax${secure}`
}
