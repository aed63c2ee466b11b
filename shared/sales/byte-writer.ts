import { freeBytes } from '../kernel/free-bytes.ts'

const encoder = new TextEncoder()
/** Of ASCII. */
const lastPlainCode = 127

/** Bytes that grow as numbers and texts are written, the shortest way for small numbers. */
export class ByteWriter {
  #bytes: Uint8Array<ArrayBuffer>
  #length = 0

  /** `room`: how many bytes are expected. It grows where there are more. */
  constructor(room = 1_024) {
    this.#bytes = new Uint8Array(room)
  }

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
    if (this.#plainText(value)) return
    const bytes = encoder.encode(value)
    this.whole(bytes.length + 1)
    this.raw(bytes)
  }

  /** Writes a text of which each character is one byte, as nearly all are, without bytes of its own; false, and nothing written, for any other. */
  #plainText(value: string): boolean {
    const before = this.#length
    this.whole(value.length + 1)
    this.#makeRoom(value.length)
    for (let at = 0; at < value.length; at += 1) {
      const code = value.charCodeAt(at)
      if (code > lastPlainCode) {
        this.#length = before
        return false
      }
      this.#bytes[this.#length] = code
      this.#length += 1
    }
    return true
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

  /** Hands over what was written; the writer is empty afterwards. */
  take(): Uint8Array<ArrayBuffer> {
    const taken = this.#bytes.buffer.transfer(this.#length)
    this.#bytes = new Uint8Array(0)
    this.#length = 0
    return new Uint8Array(taken)
  }

  /** Forgets what was written, and gives its memory back at once. */
  clear(): void {
    freeBytes(this.#bytes)
    this.#bytes = new Uint8Array(0)
    this.#length = 0
  }

  /** The memory of what was too small is given back at once: megabytes of it would wait for the garbage collector. */
  #makeRoom(count: number): void {
    if (this.#length + count <= this.#bytes.length) return
    const room = Math.max(this.#bytes.length * 2, this.#length + count)
    this.#bytes = new Uint8Array(this.#bytes.buffer.transfer(room))
  }
}
