import { describe, expect, it } from 'vitest'
import { isCut } from '#shared/connections/body-text.ts'
import type { AppendRequest } from '#shared/events/log-entry.ts'
import { succeed } from '#shared/kernel/result.ts'
import { refuse } from '#shared/sources/mapping-failure.ts'
import type { Source } from '#shared/sources/source.ts'
import { testTimeMs } from '#tests/support/new-event.ts'
import { testTenant } from '#tests/support/test-tenant.ts'
import { mappingContext, takeDelivery } from '#workers/http/routes/webhooks/take-delivery.ts'

const tenant = testTenant()
const wrong = () => refuse('invalid-record', [{ pointer: '', detail: 'is wrong' }])

/** The bytes that quarantine keeps of a delivery all of whose records are wrong, and its lines of the log. */
async function keptOf(body: Uint8Array<ArrayBuffer>, records: readonly unknown[] | undefined) {
  const lines: string[] = []
  const take = (entries: AppendRequest[]) => {
    lines.push(...entries.map((entry) => entry.lines))
    return entries.map(({ keys }) => ({ acceptedCount: keys.length, duplicateCount: 0 }))
  }
  const log = {
    append: async (entry: AppendRequest) => take([entry])[0],
    appendAll: async (all: AppendRequest[]) => take(all),
  }
  const env = { EVENT_LOG: { getByName: () => log } } as unknown as Parameters<typeof takeDelivery>[0]
  let describeCount = 0
  const source: Source = {
    name: 'rest',
    authenticates: 'caller',
    verify: async () => ({ verified: true }),
    describe: () => {
      describeCount += 1
      throw new Error('what a body')
    },
    parse: wrong,
    map: wrong,
  }
  const context = mappingContext({ tenant, source: 'rest', connectionId: 'till', settings: {} }, testTimeMs)
  const delivery = { method: 'POST', url: 'https://patron.example/', headers: new Map(), body } as const
  const parsed = records === undefined ? wrong() : succeed([...records])
  const outcome = await takeDelivery(env, tenant, source, delivery, parsed, context)
  const kept = lines
    .flatMap((entry) => entry.split('\n'))
    .map((line): string => JSON.parse(line).rejected.bytes)
  return { kept, outcome, longest: Math.max(...lines.map((line) => Buffer.byteLength(line))), describeCount }
}

describe('takeDelivery', () => {
  it.each([
    ['bytes that are no text', 0xe9],
    ['control characters', 0x00],
    ['quotation marks', 0x22],
  ])('keeps of 3.5 MB of %s what a row holds, and that it is cut', async (_, byte) => {
    const { kept, longest } = await keptOf(new Uint8Array(3_500_000).fill(byte), undefined)
    expect(kept.map(isCut)).toEqual([true])
    expect(longest).toBeLessThan(2_000_000)
  })

  it('keeps a record that is longer than a row cut', async () => {
    const { kept, longest } = await keptOf(new Uint8Array(), ['x', '"'.repeat(1_500_000)])
    expect(kept.map(isCut).sort()).toEqual([false, true])
    expect(longest).toBeLessThan(2_000_000)
  })

  it('reads the body no more for many wrong records than for one', async () => {
    const { kept, outcome, describeCount } = await keptOf(
      new Uint8Array(),
      Array.from({ length: 3_000 }, (_, id) => ({ id })),
    )
    expect([kept.length, outcome.rejectedCount, describeCount]).toEqual([3_000, 3_000, 0])
  })
})
