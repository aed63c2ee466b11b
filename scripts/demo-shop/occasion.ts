import type { Product } from './catalogue.ts'
import type { SalesChannel } from './seasons.ts'

export interface BasketLine {
  readonly product: Product
  readonly quantity: number
}

/** Which of a person's two browsers was used. */
export type Device = 0 | 1

export interface Purchase {
  readonly kind: 'purchase'
  readonly atMs: number
  readonly channel: SalesChannel
  readonly device: Device
  readonly lines: readonly BasketLine[]
  /** Sent to somebody else's address. */
  readonly isGift: boolean
}

/** A look around the web shop. */
export interface Visit {
  readonly kind: 'visit'
  readonly atMs: number
  readonly device: Device
  readonly products: readonly Product[]
  /** Whether the person logs in, or leaves an e-mail address, on the way. */
  readonly signsIn: boolean
}

/** A question on WhatsApp. */
export interface Chat {
  readonly kind: 'chat'
  readonly atMs: number
}

/** One thing a person does that the shop takes note of. */
export type Occasion = Purchase | Visit | Chat

/** What a basket costs in pence, before discount and shipping. */
export function basketMinor(lines: readonly BasketLine[]): number {
  return lines.reduce((sum, line) => sum + line.quantity * line.product.priceMinor, 0)
}
