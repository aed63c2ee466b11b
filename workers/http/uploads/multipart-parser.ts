import { ProblemError } from '../problems.ts'

/** What a multipart body is made of, in its order: each part begins with `part`, its content follows in pieces. */
export type MultipartEvent =
  | { readonly kind: 'part'; readonly name: string; readonly fileName: string | undefined }
  | { readonly kind: 'data'; readonly bytes: Uint8Array }

const maxHeaderBytes = 16 * 1024
const encoder = new TextEncoder()
const decoder = new TextDecoder()
const lineBreak = encoder.encode('\r\n')
const blankLine = encoder.encode('\r\n\r\n')

/**
 * Reads a multipart/form-data body (RFC 7578) piece by piece, however it is cut, without keeping more of it than a
 * piece and a boundary. Throws a 400 problem for a body that is none.
 */
export class MultipartParser {
  readonly #delimiter: Uint8Array
  #state: 'content' | 'boundary-end' | 'headers' | 'finished' = 'content'
  /** Content before the first boundary belongs to no part. */
  #isInPart = false
  /** Begins with a line break, so that the first boundary is found like all others. */
  #rest: Uint8Array = lineBreak

  constructor(boundary: string) {
    this.#delimiter = encoder.encode(`\r\n--${boundary}`)
  }

  /** Takes the next piece of the body and returns what is known to be complete. */
  push(piece: Uint8Array): MultipartEvent[] {
    this.#rest = concatenate(this.#rest, piece)
    const events: MultipartEvent[] = []
    while (this.#step(events));
    return events
  }

  /** To be called at the end of the body. */
  end(): void {
    if (this.#state !== 'finished') throw malformed('The body ends before its last boundary')
  }

  /** Does what can be done with the bytes at hand; tells whether there may be more to do. */
  #step(events: MultipartEvent[]): boolean {
    switch (this.#state) {
      case 'content': {
        const at = indexOf(this.#rest, this.#delimiter)
        const end = at === -1 ? Math.max(this.#rest.length - this.#delimiter.length + 1, 0) : at
        if (this.#isInPart && end > 0) events.push({ kind: 'data', bytes: this.#rest.subarray(0, end) })
        this.#rest = this.#rest.subarray(at === -1 ? end : end + this.#delimiter.length)
        if (at !== -1) this.#state = 'boundary-end'
        return at !== -1
      }
      case 'boundary-end': {
        if (this.#rest.length < 2) return false
        const isLast = this.#rest[0] === 45 && this.#rest[1] === 45
        this.#state = isLast ? 'finished' : 'headers'
        return true
      }
      case 'headers': {
        const at = indexOf(this.#rest, blankLine)
        if (at > maxHeaderBytes || (at === -1 && this.#rest.length > maxHeaderBytes)) {
          throw malformed('The headers of a part are too long')
        }
        if (at === -1) return false
        events.push(partOf(decoder.decode(this.#rest.subarray(0, at))))
        this.#rest = this.#rest.subarray(at + blankLine.length)
        this.#isInPart = true
        this.#state = 'content'
        return true
      }
      case 'finished':
        this.#rest = this.#rest.subarray(this.#rest.length)
        return false
    }
  }
}

function partOf(headers: string): MultipartEvent {
  const disposition = /^content-disposition:(.*)$/im.exec(headers)?.[1] ?? ''
  const name = /;\s*name="([^"]*)"/i.exec(disposition)?.[1]
  if (name === undefined) throw malformed('A part has no name')
  return { kind: 'part', name, fileName: /;\s*filename="([^"]*)"/i.exec(disposition)?.[1] }
}

function malformed(detail: string): ProblemError {
  return new ProblemError('malformed-request', detail)
}

function indexOf(bytes: Uint8Array, wanted: Uint8Array): number {
  const [first = 0] = wanted
  for (let at = bytes.indexOf(first); at !== -1; at = bytes.indexOf(first, at + 1)) {
    if (at + wanted.length > bytes.length) return -1
    if (wanted.every((byte, index) => bytes[at + index] === byte)) return at
  }
  return -1
}

function concatenate(left: Uint8Array, right: Uint8Array): Uint8Array {
  if (left.length === 0) return right
  const whole = new Uint8Array(left.length + right.length)
  whole.set(left)
  whole.set(right, left.length)
  return whole
}
