import type { PlacedOrder } from './placed-order.ts'

/** Orders in typed arrays, the earliest first: an object each would take five times as much. */
interface OrderArrays {
  /** Whatever number tells customers apart. */
  readonly customers: Float64Array
  /** UTC epoch ms. */
  readonly times: Float64Array
  /** Order `o` has `items[starts[o]]` to before `items[starts[o + 1]]`. */
  readonly starts: Uint32Array
  readonly items: Uint32Array
}

/** A list of orders, or a part of one, that makes each when it is looked at. */
export class OrderList implements Iterable<PlacedOrder> {
  readonly #arrays: OrderArrays
  readonly #from: number
  readonly #to: number

  constructor(arrays: OrderArrays, from = 0, to = arrays.times.length) {
    this.#arrays = arrays
    this.#from = from
    this.#to = Math.max(from, to)
  }

  get length(): number {
    return this.#to - this.#from
  }

  /** The order in a place of the list; undefined outside of it. */
  at(place: number): PlacedOrder | undefined {
    if (place < 0 || place >= this.length) return undefined
    const { customers, times, starts, items } = this.#arrays
    const order = this.#from + place
    return {
      customerId: customers[order] ?? null,
      placedAt: times[order] ?? 0,
      items: Array.from(items.subarray(starts[order], starts[order + 1])),
    }
  }

  *[Symbol.iterator](): Generator<PlacedOrder> {
    for (let place = 0; place < this.length; place += 1) yield this.at(place) as PlacedOrder
  }

  /** The orders from a place to before another one; nothing is copied. */
  slice(from: number, to: number = this.length): OrderList {
    const end = Math.min(this.length, to)
    return new OrderList(this.#arrays, this.#from + Math.min(from, end), this.#from + end)
  }

  /** The orders of each customer, the earliest first, customers in the order of their numbers. */
  *ofCustomers(): Generator<PlacedOrder[]> {
    const { customers } = this.#arrays
    const places = Uint32Array.from({ length: this.length }, (_, place) => place)
    const customerAt = (place: number) => customers[this.#from + place] ?? 0
    places.sort((left, right) => customerAt(left) - customerAt(right) || left - right)
    let together: PlacedOrder[] = []
    for (const [index, place] of places.entries()) {
      together.push(this.at(place) as PlacedOrder)
      const next = places[index + 1]
      if (next !== undefined && customerAt(next) === customerAt(place)) continue
      yield together
      together = []
    }
  }
}

/** Gathers orders, which have to come the earliest first. */
export class OrderGatherer {
  readonly #arrays: { customers: Float64Array; times: Float64Array; starts: Uint32Array; items: Uint32Array }
  #orderCount = 0
  #itemCount = 0

  /** There is room for so many orders and items. */
  constructor(mostOrders: number, mostItems: number) {
    this.#arrays = {
      customers: new Float64Array(mostOrders),
      times: new Float64Array(mostOrders),
      starts: new Uint32Array(mostOrders + 1),
      items: new Uint32Array(mostItems),
    }
  }

  begin(customer: number, placedAt: number): void {
    this.#arrays.customers[this.#orderCount] = customer
    this.#arrays.times[this.#orderCount] = placedAt
    this.#orderCount += 1
    this.#arrays.starts[this.#orderCount] = this.#itemCount
  }

  /** To the order that was begun last. */
  add(item: number): void {
    this.#arrays.items[this.#itemCount] = item
    this.#itemCount += 1
    this.#arrays.starts[this.#orderCount] = this.#itemCount
  }

  list(): OrderList {
    return new OrderList(this.#arrays, 0, this.#orderCount)
  }
}
