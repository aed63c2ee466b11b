/** One statement with its values in the order of its question marks. */
export interface SqlStatement {
  readonly text: string
  readonly values: readonly (string | number | null)[]
}

/** D1 takes a value of at most 2 MB, so rows travel as JSON arrays of about this many characters. */
const maxChunkCharacters = 400_000

/** Rows as JSON arrays, each short enough to be one bound value. */
export function jsonChunks(rows: readonly unknown[]): string[] {
  const chunks: string[] = []
  let parts: string[] = []
  let length = 0
  for (const row of rows) {
    const text = JSON.stringify(row)
    if (length + text.length > maxChunkCharacters && parts.length > 0) {
      chunks.push(`[${parts.join(',')}]`)
      parts = []
      length = 0
    }
    parts.push(text)
    length += text.length + 1
  }
  if (parts.length > 0) chunks.push(`[${parts.join(',')}]`)
  return chunks
}
