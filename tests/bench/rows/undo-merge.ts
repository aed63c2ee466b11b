import type { CustomerList, CustomerView } from '#shared/contracts/customers.ts'
import type { MergeList } from '#shared/contracts/identity.ts'
import { below, type Figure, type Measured } from '../figures/figure.ts'
import { percentile, percentiles } from '../figures/percentiles.ts'
import { type MeasuredPlatform, startMeasuredPlatform } from '../platforms/measured-platform.ts'

const repeatCount = 20
const eventsEachSide = 500
const eventsPerCall = 100

/** How long it takes to undo a merge of a customer with 1,000 events, until everything is written. */
export async function undoMerge(): Promise<Figure[]> {
  const platform = await startMeasuredPlatform()
  try {
    const undoneMs: number[] = []
    const readMs: number[] = []
    for (let number = 0; number < repeatCount; number += 1) {
      const mergeId = await makeMerge(platform, number)
      const startedMs = performance.now()
      const undone = await platform.api(`/v1/merges/${mergeId}/undo`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: '{}',
      })
      if (!undone.ok) throw new Error(`the undo was answered ${undone.status}: ${await undone.text()}`)
      undoneMs.push(performance.now() - startedMs)
      readMs.push(await readBoth(platform, number))
    }
    const measured = asMeasured(undoneMs)
    return [
      {
        name: `undo of a customer of ${2 * eventsEachSide} events, p95 until all is written`,
        measured,
        baseline: { ...asMeasured(readMs), name: 'reading the two timelines over the API' },
        goal: below(measured.value, 2_000, 'p95 < 2 s'),
      },
    ]
  } finally {
    await platform.remove()
  }
}

function asMeasured(durationsMs: readonly number[]): Measured {
  return { value: percentile(durationsMs, 0.95), unit: 'ms', ...percentiles(durationsMs) }
}

function emailOf(side: string, number: number): string {
  return `${side}-${number}@example.com`
}

/** Two customers of 500 events each, merged by a person. */
async function makeMerge(platform: MeasuredPlatform, number: number): Promise<string> {
  for (let from = 0; from < eventsEachSide; from += eventsPerCall) {
    const batch = ['left', 'right'].flatMap((side) =>
      Array.from({ length: eventsPerCall }, (_, index) => ({
        type: 'identify',
        messageId: `${side}-${number}-${from + index}`,
        anonymousId: `${side}-${number}`,
        traits: { email: emailOf(side, number) },
      })),
    )
    const accepted = await platform.track('batch', { batch })
    if (!accepted.ok) throw new Error(`the batch was answered ${accepted.status}`)
  }
  await platform.settled()
  const customerIds = await Promise.all([
    customerOf(platform, emailOf('left', number)),
    customerOf(platform, emailOf('right', number)),
  ])
  const merged = await platform.api('/v1/merges', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ customerIds }),
  })
  if (!merged.ok) throw new Error(`the merge was answered ${merged.status}: ${await merged.text()}`)
  const { merges } = await platform.get<MergeList>(`/v1/merges?customerId=${customerIds[0]}`)
  const mergeId = merges[0]?.mergeId
  if (mergeId === undefined) throw new Error('the merge is not in the log')
  return mergeId
}

/** Throws unless each side has its events and no others. */
async function readBoth(platform: MeasuredPlatform, number: number): Promise<number> {
  const startedMs = performance.now()
  for (const side of ['left', 'right']) {
    const customerId = await customerOf(platform, emailOf(side, number))
    const customer = await platform.get<CustomerView>(`/v1/customers/${customerId}`)
    if (customer.features.eventCount !== eventsEachSide || customer.email !== emailOf(side, number)) {
      throw new Error(`${side} has ${customer.features.eventCount} events and ${customer.email}`)
    }
    await platform.get(`/v1/customers/${customerId}/timeline?limit=200`)
  }
  return performance.now() - startedMs
}

async function customerOf(platform: MeasuredPlatform, email: string): Promise<string> {
  const { customers } = await platform.get<CustomerList>(
    `/v1/customers?identifier=${encodeURIComponent(`email:${email}`)}`,
  )
  const [only] = customers
  if (only === undefined) throw new Error(`nobody has ${email}`)
  return only.id
}
