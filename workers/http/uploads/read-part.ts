import { discardBody } from '../discard-body.ts'
import { ProblemError } from '../problems.ts'

/** The bytes of a body that must have exactly `byteCount` of them; throws a 422 problem when it has not. */
export async function readPart(
  body: ReadableStream<Uint8Array> | null,
  byteCount: number,
): Promise<Uint8Array> {
  const part = new Uint8Array(byteCount)
  const reader = body?.getReader()
  let filled = 0
  for (let next = await reader?.read(); next?.value !== undefined; next = await reader?.read()) {
    if (filled + next.value.length > byteCount) {
      reader?.releaseLock()
      await discardBody(body, byteCount)
      throw wrongLength(byteCount, 'more')
    }
    part.set(next.value, filled)
    filled += next.value.length
  }
  if (filled < byteCount) throw wrongLength(byteCount, String(filled))
  return part
}

function wrongLength(byteCount: number, found: string): ProblemError {
  return new ProblemError('invalid-content', `This part has ${byteCount} bytes, and ${found} came`)
}
