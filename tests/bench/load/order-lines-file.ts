import { seededRandom } from '#shared/kernel/random.ts'
import { dayMs } from '#shared/kernel/time.ts'

const people = 60_000
const products = 3_000
const days = 600
const mostLines = 8
const pieceCharacters = 256 * 1024

/** How much of a file was made so far. */
export interface OrderLinesCounts {
  byteCount: number
  rowCount: number
  orderCount: number
}

/**
 * The text of a file of order lines of about so many bytes, piece by piece: orders of one to eight lines by 60,000 people, most of whom
 * buy once or twice. The same seed gives the same file. Counts into `counts` on the way.
 */
export function* orderLinesFile(
  byteCount: number,
  counts: OrderLinesCounts,
  seed = 7,
): Generator<Uint8Array> {
  const random = seededRandom(seed)
  const below = (count: number) => Math.floor(random() * count)
  const encoder = new TextEncoder()
  let piece = 'Order No,Order date,SKU,Product,Category,Qty,Price,E-mail,Full name\n'
  while (counts.byteCount + piece.length < byteCount) {
    counts.orderCount += 1
    const person = below(people)
    const placedAt = Date.UTC(2025, 0, 1) + below(days * dayMs)
    const moment = new Date(placedAt).toISOString().slice(0, 16).replace('T', ' ')
    for (let left = 1 + below(mostLines); left > 0; left -= 1) {
      const product = below(products)
      piece += `N-${counts.orderCount},${moment},SKU-${product},"Product ${product}, of some length and colour",`
      piece += `Category ${product % 40},${1 + below(4)},${1 + (product % 90)}.50,`
      piece += `person.${person}@customers.example.com,Person Number${person}\n`
      counts.rowCount += 1
    }
    if (piece.length < pieceCharacters) continue
    counts.byteCount += piece.length
    yield encoder.encode(piece)
    piece = ''
  }
  counts.byteCount += piece.length
  yield encoder.encode(piece)
}
