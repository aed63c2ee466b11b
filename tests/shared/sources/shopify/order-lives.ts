import * as fc from 'fast-check'

/** A webhook as the shop sends it. */
export interface SentWebhook {
  readonly topic: string
  readonly body: object
}

/** The life of one order: everything the shop sends of it, in order, and what it comes to by the shop's own books. */
export interface OrderLife {
  readonly webhooks: readonly SentWebhook[]
  readonly inTheEnd: {
    readonly takenMinor: number
    readonly placedAtMs: number
    readonly currency: string
    readonly isCancelled: boolean
    readonly isRefunded: boolean
    /** Something was taken out before it was paid. */
    readonly isEdited: boolean
    /** A refund was announced before its money was through. */
    readonly hasLateRefund: boolean
  }
}

type Step =
  | 'pay'
  | 'take-out'
  | 'give-back'
  | 'give-back-later'
  | 'give-back-all'
  | 'fulfil'
  | 'cancel'
  | 'tag'

const lineArbitrary = fc.record({
  priceMinor: fc.integer({ min: 1, max: 99_999 }),
  quantity: fc.integer({ min: 1, max: 4 }),
})
const stepArbitrary = fc.constantFrom<Step>(
  'pay',
  'pay',
  'take-out',
  'give-back',
  'give-back',
  'give-back-later',
  'give-back-all',
  'fulfil',
  'cancel',
  'tag',
)

export const orderLives: fc.Arbitrary<OrderLife> = fc
  .record({
    lines: fc.array(lineArbitrary, { minLength: 1, maxLength: 4 }),
    shippingMinor: fc.nat(2_000),
    steps: fc.array(fc.tuple(stepArbitrary, fc.integer({ min: 1, max: 5_000 })), {
      minLength: 1,
      maxLength: 7,
    }),
    zone: fc.constantFrom('Z', '+00:00', '-05:00'),
  })
  .map(({ lines, shippingMinor, steps, zone }) => new LivingOrder(lines, shippingMinor, zone).live(steps))

const orderId = 5_910_000_000_777
const currency = 'GBP'
const startMs = Date.UTC(2026, 10, 1, 12)

const decimal = (minor: number) => `${Math.floor(minor / 100)}.${String(minor % 100).padStart(2, '0')}`
const money = (minor: number) => {
  const amount = { amount: decimal(minor), currency_code: currency }
  return { shop_money: amount, presentment_money: amount }
}

/** A shop's books of one order, kept as Shopify keeps them. It shares no code with the source. */
class LivingOrder {
  #lines: { priceMinor: number; quantity: number; isOut: boolean }[]
  #shippingMinor: number
  #zone: string
  #atMs = startMs
  #refunds: { id: number; atMs: number; moneyMinor: number; isThrough: boolean; outLine: number | null }[] =
    []
  #paidMinor = 0
  #isFulfilled = false
  #hasLateRefund = false
  #cancelledAtMs: number | null = null
  #tags = ''
  #webhooks: SentWebhook[] = []

  constructor(
    lines: readonly { priceMinor: number; quantity: number }[],
    shippingMinor: number,
    zone: string,
  ) {
    this.#lines = lines.map((line) => ({ ...line, isOut: false }))
    this.#shippingMinor = shippingMinor
    this.#zone = zone
    this.#send('orders/create')
  }

  live(steps: readonly (readonly [Step, number])[]): OrderLife {
    for (const [step, amountMinor] of steps) this.#take(step, amountMinor)
    // Something always changes last, so that the last statement tells everything.
    this.#take('tag', 1)
    const goneMinor = this.#refunds.reduce(
      (sum, refund) => sum + (refund.isThrough ? refund.moneyMinor : 0),
      0,
    )
    const isCancelled = this.#cancelledAtMs !== null
    return {
      webhooks: this.#webhooks,
      inTheEnd: {
        takenMinor: isCancelled ? 0 : this.#owedMinor() - goneMinor,
        placedAtMs: startMs,
        currency,
        isCancelled,
        isRefunded: goneMinor > 0,
        isEdited: this.#lines.some((line) => line.isOut),
        hasLateRefund: this.#hasLateRefund,
      },
    }
  }

  #take(step: Step, amountMinor: number): void {
    this.#atMs += 60_000 + (amountMinor % 50) * 1_000
    const givable = this.#paidMinor - this.#refunds.reduce((sum, refund) => sum + refund.moneyMinor, 0)
    const last = this.#lines.findLastIndex((line) => !line.isOut)
    if (step === 'tag') this.#tags += `t${this.#tags.length}`
    else if (step === 'pay' && this.#paidMinor === 0 && this.#cancelledAtMs === null) {
      this.#paidMinor = this.#owedMinor()
      this.#send('orders/paid')
    } else if (step === 'take-out' && this.#paidMinor === 0 && last > 0) {
      const line = this.#lines[last]
      if (line !== undefined) line.isOut = true
      this.#refund(0, true, last)
    } else if (step.startsWith('give-back') && givable > 0) {
      const isLater = step === 'give-back-later'
      this.#refund(step === 'give-back-all' ? givable : Math.min(givable, amountMinor), !isLater, null)
      if (isLater) {
        this.#hasLateRefund = true
        this.#send('orders/updated')
        this.#atMs += 3_600_000
        this.#refunds = this.#refunds.map((refund) => ({ ...refund, isThrough: true }))
      }
    } else if (step === 'fulfil' && !this.#isFulfilled) {
      this.#isFulfilled = true
      this.#send('orders/fulfilled')
    } else if (step === 'cancel' && this.#cancelledAtMs === null) {
      this.#cancelledAtMs = this.#atMs
      this.#send('orders/cancelled')
    } else return
    this.#send('orders/updated')
  }

  #refund(moneyMinor: number, isThrough: boolean, outLine: number | null): void {
    const id = 929_000_000_000 + this.#refunds.length
    this.#refunds.push({ id, atMs: this.#atMs, moneyMinor, isThrough, outLine })
    this.#webhooks.push({ topic: 'refunds/create', body: this.#refundBodies().at(-1) ?? {} })
  }

  #lineMinor(index: number): number {
    const line = this.#lines[index]
    return line === undefined ? 0 : line.priceMinor * line.quantity
  }

  #sumMinor(isCounted: (isOut: boolean) => boolean): number {
    return this.#lines.reduce(
      (sum, line, index) => sum + (isCounted(line.isOut) ? this.#lineMinor(index) : 0),
      0,
    )
  }

  /** What the buyer has to pay for what is in the order. */
  #owedMinor(): number {
    return this.#sumMinor((isOut) => !isOut) + this.#shippingMinor
  }

  #iso(atMs: number): string {
    const hours = this.#zone === '-05:00' ? -5 : 0
    return new Date(atMs + hours * 3_600_000).toISOString().slice(0, 19) + this.#zone
  }

  #refundBodies(): object[] {
    return this.#refunds.map(({ id, atMs, moneyMinor, isThrough, outLine }) => ({
      id,
      order_id: orderId,
      created_at: this.#iso(atMs),
      refund_line_items:
        outLine === null ? [] : [{ id, quantity: 1, subtotal_set: money(this.#lineMinor(outLine)) }],
      order_adjustments: [],
      total_duties_set: money(0),
      transactions:
        moneyMinor === 0
          ? []
          : [
              {
                kind: 'refund',
                status: isThrough ? 'success' : 'pending',
                amount: decimal(moneyMinor),
                currency,
              },
            ],
    }))
  }

  #send(topic: string): void {
    const grossMinor = this.#sumMinor(() => true) + this.#shippingMinor
    const givenMinor = this.#refunds.reduce((sum, refund) => sum + refund.moneyMinor, 0)
    const body = {
      id: orderId,
      created_at: this.#iso(startMs),
      processed_at: this.#iso(startMs),
      updated_at: this.#iso(this.#atMs),
      cancelled_at: this.#cancelledAtMs === null ? null : this.#iso(this.#cancelledAtMs),
      cancel_reason: this.#cancelledAtMs === null ? null : 'customer',
      currency,
      email: 'ada@example.com',
      source_name: 'web',
      tags: this.#tags,
      financial_status: this.#paidMinor > 0 ? 'paid' : 'pending',
      fulfillment_status: this.#isFulfilled ? 'fulfilled' : null,
      total_price: decimal(grossMinor),
      current_total_price: decimal(Math.max(0, this.#owedMinor() - givenMinor)),
      line_items: this.#lines.map((line, index) => ({
        id: index + 1,
        product_id: 8_000 + index,
        quantity: line.quantity,
        current_quantity: line.isOut ? 0 : line.quantity,
        price: decimal(line.priceMinor),
      })),
      refunds: this.#refundBodies(),
    }
    this.#webhooks.push({ topic, body })
  }
}
