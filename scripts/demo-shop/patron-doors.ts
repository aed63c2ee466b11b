import { setTimeout as sleep } from 'node:timers/promises'
import * as z from 'zod'
import { type ImportView, importViewSchema } from '#shared/contracts/imports.ts'
import { type MatchingRunView, matchingRunListSchema } from '#shared/contracts/matching-runs.ts'
import { type StreamStatus, streamStatusSchema } from '#shared/contracts/streaming.ts'
import { signShopify } from '#shared/sources/shopify/sign.ts'
import { demoCredentials } from '../provision-demo-tenant.ts'

const { apiKey, writeKey, shopifySecret } = demoCredentials
const maxAttempts = 60
const maxBrokenConnections = 5
const longestWaitMs = 5_000
const defaultWaitMs = 250

/** Patron's doors as the demo tenant's systems use them. Every call waits and tries again while Patron is busy. */
export interface PatronDoors {
  /** Up to 100 tracking calls. */
  trackBatch(body: string): Promise<Response>
  /** A signed webhook of the topic. */
  shopify(topic: 'orders/create' | 'products/create', body: string): Promise<Response>
  startImport(fileName: string, csv: string): Promise<ImportView>
  getImport(importId: string): Promise<ImportView>
  streamStatus(): Promise<StreamStatus>
  /** Begins a search for customers who are probably one person, unless one is going on. */
  startMatching(): Promise<void>
  /** The latest search, if there was one. */
  latestMatching(): Promise<MatchingRunView | undefined>
}

/** The doors of the Patron at `apiUrl` (`http://127.0.0.1:8787`). */
export function patronDoors(apiUrl: string): PatronDoors {
  const at = (path: string) => new URL(path, apiUrl)
  const bearer = { authorization: `Bearer ${apiKey}` }
  const basic = { authorization: `Basic ${Buffer.from(`${writeKey}:`).toString('base64')}` }
  return {
    trackBatch: (body) =>
      request(at('/v1/batch'), {
        method: 'POST',
        headers: { ...basic, 'content-type': 'application/json' },
        body,
      }),

    shopify: async (topic, body) => {
      const bytes = Uint8Array.from(new TextEncoder().encode(body))
      const headers = {
        'content-type': 'application/json',
        'x-shopify-topic': topic,
        'x-shopify-shop-domain': 'hearth-and-furrow.example',
        'x-shopify-webhook-id': crypto.randomUUID(),
        'x-shopify-triggered-at': new Date().toISOString(),
        ...(await signShopify(bytes, shopifySecret)),
      }
      return request(at('/webhooks/shopify/demo'), { method: 'POST', headers, body: bytes })
    },

    startImport: async (fileName, csv) => {
      const headers = { ...bearer, 'content-type': 'text/csv' }
      const url = at(`/v1/imports?fileName=${encodeURIComponent(fileName)}`)
      return read(importViewSchema, await request(url, { method: 'POST', headers, body: csv }))
    },

    getImport: async (importId) =>
      read(importViewSchema, await request(at(`/v1/imports/${importId}`), { headers: bearer })),

    streamStatus: async () =>
      read(streamStatusSchema, await request(at('/v1/streaming/stream/status'), { headers: bearer })),

    startMatching: async () => {
      const answer = await request(at('/v1/identity/matching-runs'), { method: 'POST', headers: bearer })
      if (answer.status !== 409) await taken(answer)
    },

    latestMatching: async () => {
      const answer = await request(at('/v1/identity/matching-runs'), { headers: bearer })
      return (await read(matchingRunListSchema, answer)).runs[0]
    },
  }
}

/** The answer, when it is a success. Throws with the body of any other. */
export async function taken(response: Response): Promise<Response> {
  if (response.ok) return response
  throw new Error(`${response.url} answered ${response.status}: ${await response.text()}`)
}

const keptSchema = z.object({ quarantined: z.union([z.number(), z.array(z.unknown())]).default(0) })

/** Checks that a door took every record and put none of them into quarantine. Throws with the answer when not. */
export async function keptWhole(response: Response): Promise<void> {
  const answer = await (await taken(response)).json()
  const { quarantined } = keptSchema.parse(answer)
  if (quarantined !== 0)
    throw new Error(`${response.url} put records into quarantine: ${JSON.stringify(answer)}`)
}

async function read<Schema extends z.ZodType>(schema: Schema, response: Response): Promise<z.infer<Schema>> {
  return schema.parse(await (await taken(response)).json())
}

/**
 * Fetches, and again after `Retry-After` when the answer is 429 or 503, or a moment after the connection broke: Patron
 * counts every record once however often it is sent. Every other answer is returned.
 */
async function request(url: URL, init: RequestInit): Promise<Response> {
  for (let attempt = 1; ; attempt += 1) {
    const answer = await fetch(url, init).catch((error: unknown) => {
      if (attempt < maxBrokenConnections) return undefined
      throw new Error(`${url.origin} cannot be reached`, { cause: error })
    })
    const isBusy = answer === undefined || answer.status === 429 || answer.status === 503
    if (answer !== undefined && (!isBusy || attempt === maxAttempts)) return answer
    await answer?.body?.cancel()
    await sleep(waitMs(answer?.headers.get('retry-after')))
  }
}

/** How long an answer asks to wait, in ms; a quarter of a second when it does not say. */
function waitMs(retryAfter: string | null | undefined): number {
  const seconds = Number(retryAfter ?? Number.NaN)
  return Number.isFinite(seconds) ? Math.min(seconds * 1_000, longestWaitMs) : defaultWaitMs
}
