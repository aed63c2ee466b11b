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

export function rejectsFolder(name: ImportName): string {
  return `${importFolder(name)}rejects/`
}

/** What one step rejected; a loading step rejects in several parts, one for each object it reads. */
export function rejectsKey(name: ImportName, step: number, part: number): string {
  return `${rejectsFolder(name)}${padded(step)}-${padded(part)}.csv`
}
