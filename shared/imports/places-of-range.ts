import { freeBytes } from '../kernel/free-bytes.ts'
import { firstPlaceOfRange, numberRadix } from './scattered-groups.ts'

const digitZero = 48
const digitNine = 57
const letterA = 97
const placeBytes = Float64Array.BYTES_PER_ELEMENT

/**
 * Gathers those of an import's places (see scattered-groups.ts) that lie in one of `rangeCount` ranges of hashes. It takes 8 bytes for each of
 * them, and none for the others.
 */
export class PlacesOfRange {
  readonly #from: number
  readonly #to: number
  #places: Float64Array<ArrayBuffer>
  #count = 0

  /** `expectedCount`: of places in this range; when more come, room is made for them. */
  constructor(range: number, rangeCount: number, expectedCount: number) {
    this.#from = firstPlaceOfRange(range, rangeCount)
    this.#to = firstPlaceOfRange(range + 1, rangeCount)
    this.#places = new Float64Array(Math.ceil(expectedCount * 1.1))
  }

  /** Takes in what `writeNumbers` wrote, as UTF-8. Digit by digit: as texts the numbers would take five times the room. */
  add(written: Uint8Array): void {
    let place = 0
    let digitCount = 0
    for (let index = 0; index <= written.length; index += 1) {
      const code = written[index] ?? 0
      if (code >= digitZero) {
        place = place * numberRadix + (code <= digitNine ? code - digitZero : code - letterA + 10)
        digitCount += 1
      } else {
        if (digitCount > 0 && place >= this.#from && place < this.#to) this.#take(place)
        place = 0
        digitCount = 0
      }
    }
  }

  /** The places that were taken in, in no order; a view of them, until more come or they are freed. */
  places(): Float64Array {
    return this.#places.subarray(0, this.#count)
  }

  /** Gives the memory back at once, for the next range. */
  free(): void {
    freeBytes(new Uint8Array(this.#places.buffer))
    this.#places = new Float64Array(0)
    this.#count = 0
  }

  #take(place: number): void {
    if (this.#count === this.#places.length) {
      const length = Math.ceil(this.#count * 1.5) + 1_000
      this.#places = new Float64Array(this.#places.buffer.transfer(length * placeBytes))
    }
    this.#places[this.#count] = place
    this.#count += 1
  }
}
