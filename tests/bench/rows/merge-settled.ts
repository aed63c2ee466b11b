import type { CustomerList } from '#shared/contracts/customers.ts'
import { below, type Figure, type Measured } from '../figures/figure.ts'
import { percentile, percentiles } from '../figures/percentiles.ts'
import { type MeasuredPlatform, startMeasuredPlatform } from '../platforms/measured-platform.ts'

const pairCount = 120
const eventsEachSide = 20
const pollEveryMs = 5

/**
 * How long after its acceptance an event that ties two customers has made them one everywhere: identity decided, the
 * timeline handed over, the rows of D1 written.
 */
export async function mergeSettled(): Promise<Figure[]> {
  const platform = await startMeasuredPlatform()
  try {
    const numbers = Array.from({ length: pairCount }, (_, number) => number)
    for (const number of numbers) await sendPair(platform, number)
    await platform.settled()
    const mergedMs: number[] = []
    const plainMs: number[] = []
    for (const number of numbers) {
      mergedMs.push(await sendTie(platform, number))
      plainMs.push(await sendPlain(platform, number))
    }
    const measured = asMeasured(mergedMs)
    return [
      {
        name: `merge of two customers of ${eventsEachSide} events settled everywhere, p95 after acceptance`,
        measured,
        baseline: { ...asMeasured(plainMs), name: 'an event of a new customer, until it is in the list' },
        goal: below(measured.value, 1_000, 'p95 < 1 s'),
      },
    ]
  } finally {
    await platform.remove()
  }
}

function asMeasured(durationsMs: readonly number[]): Measured {
  return { value: percentile(durationsMs, 0.95), unit: 'ms', ...percentiles(durationsMs) }
}

function emailOf(number: number): string {
  return `merged-${number}@example.com`
}

function phoneOf(number: number): string {
  return `+4477009${String(10_000 + number)}`
}

async function sendPair(platform: MeasuredPlatform, number: number): Promise<void> {
  const batch = Array.from({ length: eventsEachSide }, (_, index) => [
    {
      type: 'identify',
      messageId: `left-${number}-${index}`,
      anonymousId: `left-${number}`,
      traits: { email: emailOf(number) },
    },
    {
      type: 'identify',
      messageId: `right-${number}-${index}`,
      anonymousId: `right-${number}`,
      traits: { phone: phoneOf(number) },
    },
  ]).flat()
  await send(platform, 'batch', { batch })
}

/** Ties the two; returns how long it took until one customer was left who has both and all events. */
async function sendTie(platform: MeasuredPlatform, number: number): Promise<number> {
  await send(platform, 'identify', {
    messageId: `tie-${number}`,
    anonymousId: `left-${number}`,
    traits: { email: emailOf(number), phone: phoneOf(number) },
  })
  const acceptedMs = performance.now()
  for (;;) {
    const byEmail = await list(platform, emailOf(number))
    const byPhone = await list(platform, phoneOf(number).slice(1))
    const [one] = byEmail.customers
    if (byEmail.total === 1 && byPhone.total === 1 && one?.id === byPhone.customers[0]?.id) {
      return performance.now() - acceptedMs
    }
    await new Promise((resolve) => setTimeout(resolve, pollEveryMs))
  }
}

async function sendPlain(platform: MeasuredPlatform, number: number): Promise<number> {
  const email = `plain-${number}@example.com`
  await send(platform, 'identify', {
    messageId: `plain-${number}`,
    anonymousId: `plain-${number}`,
    traits: { email },
  })
  const acceptedMs = performance.now()
  while ((await list(platform, email)).total === 0) {
    await new Promise((resolve) => setTimeout(resolve, pollEveryMs))
  }
  return performance.now() - acceptedMs
}

function list(platform: MeasuredPlatform, query: string): Promise<CustomerList> {
  return platform.get<CustomerList>(`/v1/customers?query=${encodeURIComponent(query)}`)
}

async function send(platform: MeasuredPlatform, endpoint: string, body: unknown): Promise<void> {
  const accepted = await platform.track(endpoint, body)
  if (!accepted.ok) throw new Error(`${endpoint} was answered ${accepted.status}`)
}
