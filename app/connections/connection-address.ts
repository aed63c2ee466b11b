/** Both words of a connection's address. */
export interface ConnectionName {
  readonly source: string
  readonly connectionId: string
}

/** The page of a connection, or one of the pages below it ("secret", "settings", "delete"). */
export function connectionPath({ source, connectionId }: ConnectionName, below = ''): string {
  const path = `/connections/${encodeURIComponent(source)}/${encodeURIComponent(connectionId)}`
  return below === '' ? path : `${path}/${below}`
}

/** What a connection is called: by its label, else by its id. */
export function connectionTitle({ label, connectionId }: { label: string; connectionId: string }): string {
  return label === '' ? connectionId : label
}

/** An address of a source or for one, with the connection's id in it. */
export function filledAddress(template: string, connectionId: string): string {
  return template.replace('{connectionId}', encodeURIComponent(connectionId))
}
