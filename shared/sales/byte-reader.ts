const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })

/** Reads what a `ByteWriter` wrote. Throws a RangeError or TypeError where the bytes cannot be that. */
export class ByteReader {
  readonly #bytes: Uint8Array
  readonly #view: DataView
  #at = 0

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  }

  get isAtEnd(): boolean {
    return this.#at === this.#bytes.length
  }

  get bytesLeft(): number {
    return this.#bytes.length - this.#at
  }

  byte(): number {
    const value = this.#bytes[this.#at]
    if (value === undefined) throw new RangeError('bytes end early')
    this.#at += 1
    return value
  }

  whole(): number {
    let value = 0
    for (let scale = 1; scale < 2 ** 53; scale *= 128) {
      const byte = this.byte()
      value += (byte % 128) * scale
      if (byte < 128) {
        if (!Number.isSafeInteger(value)) break
        return value
      }
    }
    throw new RangeError('a number is too large')
  }

  float(): number {
    const value = this.#view.getFloat64(this.#at, true)
    this.#at += 8
    if (!Number.isFinite(value)) throw new RangeError('a number is none')
    return value
  }

  fixed(): number {
    const value = this.#view.getUint32(this.#at, true)
    this.#at += 4
    return value
  }

  text(): string | null {
    const length = this.whole() - 1
    if (length < 0) return null
    const to = this.#at + length
    if (to > this.#bytes.length) throw new RangeError('a text ends early')
    const text = decoder.decode(this.#bytes.subarray(this.#at, to))
    this.#at = to
    return text
  }
}
