import { discardBody } from './discard-body.ts'
import { ProblemError } from './problems.ts'

/** The whole body, unpacked when it is gzip (by header or by its first bytes). Throws a 413 problem over `maxBytes`. */
export async function readBody(request: Request, maxBytes: number): Promise<Uint8Array<ArrayBuffer>> {
  const declared = request.headers.get('content-length')
  if (Number(declared ?? 0) > maxBytes) {
    await discardBody(request.body, maxBytes * 16)
    throw tooLarge(maxBytes)
  }
  if (request.body === null) return new Uint8Array()
  // No more than the declared length arrives, and taking it at once costs a tenth of reading it as a stream.
  const packed =
    declared === null ? await collect(request.body, maxBytes) : new Uint8Array(await request.arrayBuffer())
  if (packed[0] !== 0x1f || packed[1] !== 0x8b) return packed
  try {
    const unpacked = new Blob([packed]).stream().pipeThrough(new DecompressionStream('gzip'))
    return await collect(unpacked, maxBytes)
  } catch (error) {
    if (error instanceof ProblemError) throw error
    throw new ProblemError('malformed-request', 'The body looks like gzip and cannot be unpacked')
  }
}

async function collect(
  stream: ReadableStream<Uint8Array>,
  maxBytes: number,
): Promise<Uint8Array<ArrayBuffer>> {
  const chunks: Uint8Array[] = []
  let byteCount = 0
  // Counted while it arrives: a few packed bytes can unpack to more than fits in memory.
  for await (const chunk of stream) {
    byteCount += chunk.byteLength
    if (byteCount > maxBytes) throw tooLarge(maxBytes)
    chunks.push(chunk)
  }
  const [only] = chunks
  if (only?.buffer instanceof ArrayBuffer && chunks.length === 1) return only as Uint8Array<ArrayBuffer>
  const whole = new Uint8Array(byteCount)
  let offset = 0
  for (const chunk of chunks) {
    whole.set(chunk, offset)
    offset += chunk.byteLength
  }
  return whole
}

function tooLarge(maxBytes: number): ProblemError {
  return new ProblemError('content-too-large', `The body may have ${maxBytes} bytes at the most`)
}
