/**
 * Reads what a client is still sending, up to `maxBytes`, and forgets it. Answering and hanging up at once would be
 * quicker, but a client that is busy writing would see a broken connection where it should see the answer.
 */
export async function discardBody(body: ReadableStream<Uint8Array> | null, maxBytes: number): Promise<void> {
  if (body === null) return
  let byteCount = 0
  for await (const chunk of body) {
    byteCount += chunk.byteLength
    if (byteCount > maxBytes) return
  }
}
