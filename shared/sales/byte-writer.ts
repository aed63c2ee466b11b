const encoder = new TextEncoder()

/** Bytes that grow as numbers and texts are written, the shortest way for small numbers. */
export class ByteWriter {
  #bytes = new Uint8Array(1_024)
  #length = 0

  get length(): number {
    return this.#length
  }

  byte(value: number): void {
    this.#makeRoom(1)
    this.#bytes[this.#length] = value
    this.#length += 1
  }

  /** A whole number from 0 to 2^53 - 1, seven bits a byte, lowest first. Throws a RangeError for any other. */
  whole(value: number): void {
    if (!Number.isSafeInteger(value) || value < 0)
      throw new RangeError(`${value} is no number that can be written`)
    this.#makeRoom(8)
    let left = value
    while (left >= 128) {
      this.#bytes[this.#length] = (left % 128) + 128
      this.#length += 1
      left = Math.floor(left / 128)
    }
    this.#bytes[this.#length] = left
    this.#length += 1
  }

  float(value: number): void {
    this.#makeRoom(8)
    new DataView(this.#bytes.buffer).setFloat64(this.#length, value, true)
    this.#length += 8
  }

  /** 0 to 2^32 - 1, in four bytes. */
  fixed(value: number): void {
    this.#makeRoom(4)
    new DataView(this.#bytes.buffer).setUint32(this.#length, value, true)
    this.#length += 4
  }

  /** Null is told apart from ''. */
  text(value: string | null): void {
    if (value === null) {
      this.byte(0)
      return
    }
    const bytes = encoder.encode(value)
    this.whole(bytes.length + 1)
    this.raw(bytes)
  }

  raw(bytes: Uint8Array): void {
    this.#makeRoom(bytes.length)
    this.#bytes.set(bytes, this.#length)
    this.#length += bytes.length
  }

  /** What was written from a place on; valid until more is written. */
  since(from: number): Uint8Array {
    return this.#bytes.subarray(from, this.#length)
  }

  /** Writes over four bytes that are there. */
  setFixed(at: number, value: number): void {
    new DataView(this.#bytes.buffer).setUint32(at, value, true)
  }

  bytes(): Uint8Array<ArrayBuffer> {
    return this.#bytes.slice(0, this.#length)
  }

  #makeRoom(count: number): void {
    if (this.#length + count <= this.#bytes.length) return
    const larger = new Uint8Array(Math.max(this.#bytes.length * 2, this.#length + count))
    larger.set(this.#bytes)
    this.#bytes = larger
  }
}
