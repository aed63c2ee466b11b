import { brotliCompressSync, deflateSync, zstdCompressSync } from 'node:zlib'
import { expect, it } from 'vitest'
import { webhookSources } from '#shared/sources/registry.ts'
import type { Verdict } from '#shared/sources/source.ts'
import { packedOtherwise } from '#workers/http/routes/webhooks/packed-otherwise.ts'

const text = JSON.stringify({ kind: 'sale', eventId: 'sale-1', note: 'Café' })
const plain = Uint8Array.from(new TextEncoder().encode(text))
const packed = Uint8Array.from(brotliCompressSync(text))
const ownProgram = { isOwnProgram: true } as const
const verified: Verdict = { verified: true }
const refusedFor = (reason: 'missing-signature' | 'bad-signature' | 'stale-timestamp'): Verdict => ({
  verified: false,
  reason,
})
const signed = ['webhook-signature', 'v1,AAAA'] as const
const called = (packing: string) => ['content-encoding', packing] as const

function problemOf(
  body: Uint8Array<ArrayBuffer>,
  headers: readonly (readonly [string, string])[],
  verdict: Verdict,
  source: Parameters<typeof packedOtherwise>[0] = ownProgram,
) {
  return packedOtherwise(source, { headers: new Map(headers), body }, verdict)?.code
}

it.each([
  ['br', brotliCompressSync],
  ['deflate', deflateSync],
  ['zstd', zstdCompressSync],
])('tells that %s is not unpacked', (packing, pack) => {
  const body = Uint8Array.from(pack(text))
  expect(problemOf(body, [called(packing)], verified)).toBe('unsupported-media-type')
  expect(problemOf(body, [called(packing), signed], refusedFor('bad-signature'))).toBe(
    'unsupported-media-type',
  )
})

it.each<[string, Verdict]>([
  ['whose signature fits, too late', refusedFor('stale-timestamp')],
  ['without a signature', refusedFor('missing-signature')],
])('leaves a packed body %s to what is wrong with that', (_, verdict) => {
  expect(problemOf(packed, [called('br'), signed], verdict)).toBeUndefined()
})

it('leaves a wrong secret that the sender only showed to what is wrong with that', () => {
  expect(problemOf(packed, [called('br')], refusedFor('bad-signature'))).toBeUndefined()
})

it('takes UTF-8 for what it is, whatever it is called and whether or not it can be read', () => {
  for (const body of [plain, plain.slice(0, 10), new Uint8Array()]) {
    expect(problemOf(body, [called('br')], verified)).toBeUndefined()
    expect(problemOf(body, [called('br'), signed], refusedFor('bad-signature'))).toBeUndefined()
  }
})

it('says nothing of a body that is not called packed, or is called gzip', () => {
  expect(problemOf(packed, [], verified)).toBeUndefined()
  expect(problemOf(packed, [called('gzip')], verified)).toBeUndefined()
})

it('never refuses what a service of a vendor sends: it would come again just so', () => {
  const vendors = [...webhookSources.values()].filter(({ isOwnProgram }) => !isOwnProgram)
  expect(vendors.length).toBeGreaterThan(5)
  for (const vendor of vendors)
    expect(problemOf(packed, [called('br'), signed], verified, vendor), vendor.name).toBeUndefined()
})
