/** The page of a destination, or one of the pages below it ("edit", "delete"). */
export function destinationPath(destinationId: string, below = ''): string {
  const path = `/destinations/${encodeURIComponent(destinationId)}`
  return below === '' ? path : `${path}/${below}`
}
