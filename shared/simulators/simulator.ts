import { type Purchase, reachedAt, type Step } from './shop.ts'

/** A topic of a source, and how far the order is when it is sent. */
export interface SimulatedTopic {
  readonly topic: string
  readonly step: Step
  /** The vendor says nothing by which the same would be known again: each delivery of it is news. */
  readonly isAlwaysNews?: boolean
}

/** What a vendor is to tell. */
export interface Happening extends SimulatedTopic {
  readonly purchase: Purchase
  /** When it came to this. */
  readonly atMs: number
}

/** What a vendor would send, not signed yet. */
export interface SimulatedRequest {
  readonly body: string
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>
  /** Where it is sent, if not to the connection's webhook. */
  readonly path?: string
}

/** A request with its address, ready to be signed. */
export interface UnsignedDelivery {
  readonly url: string
  readonly headers: Readonly<Record<string, string>>
  readonly body: Uint8Array<ArrayBuffer>
}

/** Sends what a vendor would send, really signed. Pure: the same happening gives the same bytes. */
export interface Simulator {
  readonly source: string
  /** Whether what vouches for a delivery is made of its body, so that no byte of it can be changed. */
  readonly signsBody: boolean
  /** What the vendor tells of one thing from its beginning to its end. */
  readonly life: readonly SimulatedTopic[]
  readonly others: readonly SimulatedTopic[]
  write(happening: Happening): SimulatedRequest
  /** The headers that vouch for a delivery. Throws for a secret of a form the vendor does not have. */
  sign(delivery: UnsignedDelivery, secret: string, nowMs: number): Promise<Record<string, string>>
  /** A secret of the right form that is not this one; absent: any changed text is. */
  otherSecret?(): Promise<string>
}

/** Every topic of a simulator once, each as it is sent alone. */
export function topicsOf({ life, others }: Simulator): SimulatedTopic[] {
  const known = new Map<string, SimulatedTopic>()
  for (const each of [...life, ...others]) if (!known.has(each.topic)) known.set(each.topic, each)
  return [...known.values()]
}

/** A purchase when it has come to a topic's step. */
export function happeningOf(purchase: Purchase, { topic, step }: SimulatedTopic): Happening {
  return { topic, step, purchase, atMs: reachedAt(purchase, step, step) ?? purchase.placedAtMs }
}
