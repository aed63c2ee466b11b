const partBytes = 8 * 1024 * 1024

/** Writes text of any length into one object, with no more than a part of it in memory. Nothing is there before all is. */
export async function writeObject(
  bucket: R2Bucket,
  key: string,
  pieces: AsyncIterable<string>,
  contentType: string,
): Promise<void> {
  const encoder = new TextEncoder()
  const options = { httpMetadata: { contentType } }
  let waiting: Uint8Array[] = []
  let waitingBytes = 0
  let upload: R2MultipartUpload | undefined
  const parts: R2UploadedPart[] = []
  try {
    for await (const piece of pieces) {
      const bytes = encoder.encode(piece)
      waiting.push(bytes)
      waitingBytes += bytes.length
      if (waitingBytes < partBytes) continue
      // All parts but the last have to be of one size.
      let joined = concat(waiting, waitingBytes)
      upload ??= await bucket.createMultipartUpload(key, options)
      for (; joined.length >= partBytes; joined = joined.subarray(partBytes)) {
        parts.push(await upload.uploadPart(parts.length + 1, joined.subarray(0, partBytes)))
      }
      waiting = [joined]
      waitingBytes = joined.length
    }
    const rest = concat(waiting, waitingBytes)
    if (upload === undefined) {
      await bucket.put(key, rest, options)
      return
    }
    if (rest.length > 0) parts.push(await upload.uploadPart(parts.length + 1, rest))
    await upload.complete(parts)
  } catch (error) {
    await upload?.abort().catch(() => undefined)
    throw error
  }
}

function concat(pieces: readonly Uint8Array[], byteCount: number): Uint8Array {
  const joined = new Uint8Array(byteCount)
  let filled = 0
  for (const piece of pieces) {
    joined.set(piece, filled)
    filled += piece.length
  }
  return joined
}
