/**
 * Whether a page of an origin may use a write key. Only browsers say where a call comes from, and only pages are bound:
 * a server sends no origin. `null`, which sandboxed pages and files send, is no origin that a list can name.
 */
export function isAllowedOrigin(origin: string | undefined, allowed: readonly string[] | null): boolean {
  return allowed === null || origin === undefined || allowed.includes(origin.toLowerCase())
}
