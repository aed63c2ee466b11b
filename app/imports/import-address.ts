/** Where the page of an import is. */
export function importAddress(importId: string): string {
  return `/imports/${encodeURIComponent(importId)}`
}
