import { type CsvPreview, previewBytes, readPreview } from '#shared/imports/read-preview.ts'
import { ProblemError } from '../problems.ts'

export const maxUploadBytes = 100 * 1024 * 1024
/** The smallest that R2 takes: some copies of a part are in memory while it is stored. */
const partBytes = 5 * 1024 * 1024

/**
 * Streams a CSV into R2 and looks at its beginning on the way. Nothing is kept unless all of it arrived. Throws
 * problems: 413 over 100 MB, 422 for what is no CSV, and those of `pieces`.
 */
export async function storeUpload(
  pieces: AsyncIterable<Uint8Array>,
  bucket: R2Bucket,
  key: string,
): Promise<{ byteCount: number; preview: CsvPreview }> {
  const upload = await bucket.createMultipartUpload(key)
  try {
    const parts: R2UploadedPart[] = []
    let preview: CsvPreview | undefined
    let byteCount = 0
    for await (const part of cutParts(pieces)) {
      preview ??= previewOf(part)
      parts.push(await upload.uploadPart(parts.length + 1, part))
      byteCount += part.length
    }
    preview ??= previewOf(new Uint8Array())
    await upload.complete(parts)
    return { byteCount, preview }
  } catch (error) {
    await upload.abort().catch(() => undefined)
    throw error
  }
}

/** Pieces of any size as parts of 5 MiB; the last one may be shorter. A part is valid until the next is asked for. */
async function* cutParts(pieces: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  const part = new Uint8Array(partBytes)
  let filled = 0
  let byteCount = 0
  for await (const piece of pieces) {
    byteCount += piece.length
    if (byteCount > maxUploadBytes)
      throw new ProblemError('content-too-large', 'A file may have 100 MB at the most')
    for (let from = 0; from < piece.length; ) {
      const taken = piece.subarray(from, from + partBytes - filled)
      part.set(taken, filled)
      filled += taken.length
      from += taken.length
      if (filled === partBytes) {
        yield part
        filled = 0
      }
    }
  }
  if (filled > 0) yield part.subarray(0, filled)
}

function previewOf(firstPart: Uint8Array): CsvPreview {
  const preview = readPreview(firstPart.subarray(0, previewBytes), firstPart.length <= previewBytes)
  if (preview.ok) return preview.value
  throw new ProblemError('invalid-content', preview.failure.message, {
    errors: [{ pointer: '/file', detail: preview.failure.message, code: preview.failure.kind }],
  })
}
