import { ProblemError } from '../problems.ts'

/**
 * The bytes as they are, or unpacked when they begin like gzip. Streams: holds a few pieces at a time. Throws a 400 problem
 * for what begins like gzip and cannot be unpacked.
 */
export async function* inflateIfGzip(pieces: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  const source = pieces[Symbol.asyncIterator]()
  const first = await firstTwoBytes(source)
  if (first[0] === 0x1f && first[1] === 0x8b) {
    yield* inflate(first, source)
    return
  }
  if (first.length > 0) yield first
  yield* { [Symbol.asyncIterator]: () => source }
}

/** The first piece, joined with the next one when it is only one byte long. */
async function firstTwoBytes(source: AsyncIterator<Uint8Array>): Promise<Uint8Array> {
  let bytes: Uint8Array = new Uint8Array()
  while (bytes.length < 2) {
    const next = await source.next()
    if (next.done) break
    bytes = bytes.length === 0 ? next.value : new Uint8Array([...bytes, ...next.value])
  }
  return bytes
}

async function* inflate(first: Uint8Array, rest: AsyncIterator<Uint8Array>): AsyncGenerator<Uint8Array> {
  const { readable, writable } = new DecompressionStream('gzip')
  const source: { failure?: unknown } = {}
  const feeding = feed(writable.getWriter(), first, rest, source)
  try {
    yield* readable
  } catch {
    throw (
      source.failure ??
      new ProblemError('malformed-request', 'The file looks like gzip and cannot be unpacked')
    )
  } finally {
    await feeding
  }
}

/** Writes all pieces into the stream. A failure of the source is kept for the reader, who sees the stream break. */
async function feed(
  writer: WritableStreamDefaultWriter<Uint8Array>,
  first: Uint8Array,
  rest: AsyncIterator<Uint8Array>,
  source: { failure?: unknown },
): Promise<void> {
  try {
    await writer.write(first)
    for (let next = await pull(rest, source); !next.done; next = await pull(rest, source)) {
      await writer.write(next.value)
    }
    await writer.close()
  } catch (error) {
    await writer.abort(error).catch(() => undefined)
  }
}

async function pull(rest: AsyncIterator<Uint8Array>, source: { failure?: unknown }) {
  try {
    return await rest.next()
  } catch (error) {
    source.failure = error
    throw error
  }
}
