import type { RandomSource } from '../kernel/random.ts'
import { type Failure, fail, type Result, succeed } from '../kernel/result.ts'
import { dayMs, secondMs } from '../kernel/time.ts'
import { afterPlacedMs, drawPurchase } from './shop.ts'
import {
  type Happening,
  happeningOf,
  type SimulatedTopic,
  type Simulator,
  topicsOf,
  type UnsignedDelivery,
} from './simulator.ts'
import type { Variant } from './variants.ts'

/** A delivery as it is to be sent, and what has to become of it. */
export interface PlannedDelivery extends UnsignedDelivery {
  readonly topic: string
  readonly expected: 'accepted' | 'duplicate' | 'refused'
}

/** What is sent, and to which door. */
export interface DeliveryPlan {
  readonly topic: string
  readonly variant: Variant
  /** Of the public address of the API, which some vendors sign: `https://patron.example`. */
  readonly baseUrl: string
  readonly connectionId: string
  /** The one in use, then the one before it. */
  readonly secrets: readonly string[]
  /** When it is sent, which some vendors sign. */
  readonly nowMs: number
  readonly happenedAtMs: number
  readonly random: RandomSource
}

export type PlanFailure = Failure & {
  readonly kind: 'unknown-topic' | 'missing-secret' | 'unsuitable-secret' | 'unsuitable-variant'
}

const lateMs = 3 * dayMs
const encoder = new TextEncoder()

/**
 * The deliveries of one simulation, in the order they are to be sent:
 *
 * - good: one, of what has just happened; late: of what happened three days before.
 * - duplicate: one, and the same bytes again; of what is always news, both are accepted.
 * - reordered: everything told of one order's life (whatever the topic), out of order.
 * - wrong-signature: signed under another secret; tampered: a bit of the body changed after it was signed.
 * - rotated-secret: one under the secret in use, one under the one before.
 */
export async function planDeliveries(
  simulator: Simulator,
  plan: DeliveryPlan,
): Promise<Result<PlannedDelivery[], PlanFailure>> {
  const topic = topicsOf(simulator).find((known) => known.topic === plan.topic)
  if (topic === undefined) return refuse('unknown-topic', `${simulator.source} has no topic ${plan.topic}`)
  const [secret, oldSecret] = plan.secrets
  if (secret === undefined) return refuse('missing-secret', 'There is no secret to sign with')
  if (plan.variant === 'rotated-secret' && oldSecret === undefined)
    return refuse('missing-secret', 'There is one secret only: none was rotated')
  try {
    return await planWith(simulator, plan, topic, secret, oldSecret ?? secret)
  } catch {
    return refuse('unsuitable-secret', `${simulator.source} cannot sign with this secret`)
  }
}

async function planWith(
  simulator: Simulator,
  plan: DeliveryPlan,
  topic: SimulatedTopic,
  secret: string,
  oldSecret: string,
): Promise<Result<PlannedDelivery[], PlanFailure>> {
  const deliver = async (signedWith: string, ageMs = 0): Promise<PlannedDelivery> => {
    const purchase = drawPurchase(plan.random, placedAt(plan.happenedAtMs - ageMs, topic))
    return signed(simulator, plan, happeningOf(purchase, topic), signedWith)
  }
  switch (plan.variant) {
    case 'good':
      return succeed([await deliver(secret)])
    case 'late':
      return succeed([await deliver(secret, lateMs)])
    case 'duplicate': {
      const first = await deliver(secret)
      return succeed([first, { ...first, expected: topic.isAlwaysNews ? 'accepted' : 'duplicate' }])
    }
    case 'rotated-secret':
      return succeed([await deliver(secret), await deliver(oldSecret)])
    case 'wrong-signature': {
      const other = (await simulator.otherSecret?.()) ?? changedText(secret)
      return succeed([{ ...(await deliver(other)), expected: 'refused' }])
    }
    case 'tampered': {
      if (!simulator.signsBody)
        return refuse('unsuitable-variant', `${simulator.source} does not sign what it sends`)
      const delivery = await deliver(secret)
      return succeed([{ ...delivery, body: changedBytes(delivery.body), expected: 'refused' }])
    }
    case 'reordered': {
      const [last] = simulator.life.slice(-1)
      if (last === undefined || simulator.life.length < 2)
        return refuse('unsuitable-variant', `${simulator.source} tells of nothing in several steps`)
      const purchase = drawPurchase(plan.random, placedAt(plan.happenedAtMs, last))
      const happenings = disordered(simulator.life, plan.random).map((told) => happeningOf(purchase, told))
      return succeed(await Promise.all(happenings.map((each) => signed(simulator, plan, each, secret))))
    }
  }
}

/** When the order was placed, if it comes to a topic's step at `atMs`. Vendors write whole seconds. */
function placedAt(atMs: number, { step }: SimulatedTopic): number {
  return Math.floor(atMs / secondMs) * secondMs - afterPlacedMs(step)
}

async function signed(
  simulator: Simulator,
  { baseUrl, connectionId, nowMs }: DeliveryPlan,
  happening: Happening,
  secret: string,
): Promise<PlannedDelivery> {
  const { body, headers, path } = simulator.write(happening)
  const url = new URL(path ?? `/webhooks/${simulator.source}/${connectionId}`, baseUrl).href
  const unsigned = { url, headers, body: new Uint8Array(encoder.encode(body)) }
  const signature = await simulator.sign(unsigned, secret, nowMs)
  return { ...unsigned, headers: { ...headers, ...signature }, topic: happening.topic, expected: 'accepted' }
}

/** All entries in an order that is not the given one. */
function disordered<Entry>(entries: readonly Entry[], random: RandomSource): Entry[] {
  const left = [...entries]
  const mixed: Entry[] = []
  while (left.length > 0) mixed.push(...left.splice(Math.floor(random() * left.length), 1))
  return mixed.every((entry, index) => entry === entries[index]) ? mixed.reverse() : mixed
}

/** The text with one letter or digit in its middle replaced by another. */
function changedText(text: string): string {
  const at = Math.floor(text.length / 2)
  return `${text.slice(0, at)}${text[at] === 'x' ? 'y' : 'x'}${text.slice(at + 1)}`
}

function changedBytes(bytes: Uint8Array<ArrayBuffer>): Uint8Array<ArrayBuffer> {
  const changed = bytes.slice()
  const at = Math.floor(changed.length / 2)
  changed[at] = (changed[at] ?? 0) ^ 1
  return changed
}

function refuse(kind: PlanFailure['kind'], message: string): { ok: false; failure: PlanFailure } {
  return fail({ kind, message, retryable: false })
}
