/** Names an import: what every object of it is filed under. */
export interface ImportName {
  readonly tenantId: string
  readonly importId: string
}

/** Steps and parts are padded, so that sorting names sorts them. */
function padded(number: number): string {
  return String(number).padStart(6, '0')
}

/** Everything of an import. */
export function importFolder(name: ImportName): string {
  return `imports/${name.tenantId}/${name.importId}/`
}

/** The uploaded file, inflated. */
export function uploadKey(name: ImportName): string {
  return `${importFolder(name)}file.csv`
}

export function bucketsFolder(name: ImportName): string {
  return `${importFolder(name)}buckets/`
}

/** Everything the reading steps put into one bucket. */
export function bucketFolder(name: ImportName, bucket: number): string {
  return `${bucketsFolder(name)}${padded(bucket)}/`
}

export function bucketPartKey(name: ImportName, bucket: number, step: number): string {
  return `${bucketFolder(name, bucket)}${padded(step)}.ndjson`
}

/** Where each reading step put its groups, of a kind whose groups lie beside others. */
export function groupPlacesFolder(name: ImportName): string {
  return `${bucketsFolder(name)}places/`
}

export function groupPlacesKey(name: ImportName, step: number): string {
  return `${groupPlacesFolder(name)}${padded(step)}`
}

/** Which groups lie in several buckets. */
export function scatteredGroupsKey(name: ImportName): string {
  return `${bucketsFolder(name)}scattered`
}

/** How far an import of orders has gone through the lines that wait for orders. */
export function joinedUpToKey(name: ImportName): string {
  return `${importFolder(name)}joined-up-to`
}

/** Lines of orders of which nobody has told yet. They outlast their imports. */
export function waitingLinesFolder(tenantId: string): string {
  return `waiting-lines/${tenantId}/`
}

/** What all waiting lines that a file of order lines left are filed under. */
export function waitingLinesPrefix({ tenantId, importId }: ImportName): string {
  return `${waitingLinesFolder(tenantId)}${importId}-`
}

/** The waiting lines that one bucket of a file of order lines left. */
export function waitingLinesKey(name: ImportName, bucket: number): string {
  return `${waitingLinesPrefix(name)}${padded(bucket)}.ndjson`
}

/** The import whose lines an object of {@link waitingLinesKey} holds. */
export function importOfWaitingLines(key: string): string {
  const name = key.slice(key.lastIndexOf('/') + 1)
  return name.slice(0, name.lastIndexOf('-'))
}

export function rejectsFolder(name: ImportName): string {
  return `${importFolder(name)}rejects/`
}

/** What one step rejected; a loading step rejects in several parts, one for each object it reads. */
export function rejectsKey(name: ImportName, step: number, part: number): string {
  return `${rejectsFolder(name)}${padded(step)}-${padded(part)}.csv`
}
