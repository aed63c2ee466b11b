import { existsSync, readdirSync, readFileSync } from 'node:fs'
import type { JsonObject } from '#shared/kernel/json.ts'
import type { Delivery, MappingContext, Source } from '#shared/sources/source.ts'
import { fixturePublicKey } from './magento/fixture-key.ts'

const sourcesFolder = new URL('../../../shared/sources/', import.meta.url)

/** One recorded delivery: what was sent, and what Patron must make of it. */
export interface Fixture {
  readonly name: string
  readonly delivery: Delivery
  readonly expectedFile: URL
}

/** Every source there is, found by its folder. */
export async function findSources(): Promise<Source[]> {
  const folders = readdirSync(sourcesFolder).filter((name) =>
    existsSync(new URL(`${name}/index.ts`, sourcesFolder)),
  )
  const modules = await Promise.all(
    folders.map((name) => import(new URL(`${name}/index.ts`, sourcesFolder).href)),
  )
  return modules.map((module, index) => module[`${folders[index]}Source`])
}

/** The fixtures of a source: `<topic>/<case>.body.json` with its headers (`:path` is the address) and events. */
export function findFixtures(sourceName: string): Fixture[] {
  const folder = new URL(`${sourceName}/fixtures/`, sourcesFolder)
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.body.json'))
    .sort()
    .map((path) => {
      const name = path.slice(0, -'.body.json'.length)
      const headers: Record<string, string> = JSON.parse(
        readFileSync(new URL(`${name}.headers.json`, folder), 'utf8'),
      )
      return {
        name,
        delivery: {
          method: headers[':method'] === 'GET' ? 'GET' : 'POST',
          url: `https://patron.example${headers[':path']}`,
          headers: new Map(Object.entries(headers)),
          body: new Uint8Array(readFileSync(new URL(path, folder))),
        },
        expectedFile: new URL(`${name}.expected.json`, folder),
      }
    })
}

/** The secret the fixtures of a source were signed with. */
export const fixtureSecrets: Readonly<Record<string, string>> = {
  zoho: 'fixturezohosecret',
  hubspot: 'fixture-hubspot-secret',
  rest: 'whsec_Zml4dHVyZS1yZXN0LXNlY3JldC1vZi0yNGI=',
  salesforce: 'whsec_Zml4dHVyZS1zYWxlc2ZvcmNlLXNlY3JldA==',
  magento: fixturePublicKey,
  woocommerce: 'fixture-woocommerce-secret',
  lightspeed: 'fixture-lightspeed-secret',
  pos: 'whsec_Zml4dHVyZS1wb3Mtc2VjcmV0LW9mLTI0Yg==',
  shopify: 'fixture-shopify-secret',
  square: 'fixture-square-secret',
  tracking: 'fixture-write-key',
  twilio: 'fixture-twilio-secret',
  whatsapp: 'fixture-whatsapp-secret',
}

/** What the connection of the fixtures of a source is set to, where a mapping reads it. */
const fixtureSettings: Readonly<Record<string, JsonObject>> = {
  hubspot: { portalId: 62515, traits: { favourite_flavour: 'favouriteFlavour' } },
  rest: {
    mapping: {
      records: '/data',
      time: '/occurred_at',
      event: { at: '/type', words: { 'booking.paid': 'Order Completed', 'member.changed': 'identify' } },
      identifiers: [
        { type: 'email', at: '/member/e-mail' },
        { type: 'external_id', at: '/member/no' },
      ],
      traits: { firstName: '/member/names/0', lastName: '/member/names/1', tier: '/member/tier' },
      properties: '/details',
      order: {
        orderId: '/booking/no',
        currency: '/booking/currency',
        total: '/booking/sum',
        lines: '/booking/items',
        line: { productId: '/code', name: '/label', unitPrice: '/each' },
      },
    },
  },
  salesforce: { traits: { Favourite_Store__c: 'favouriteStore' } },
  lightspeed: { storesOfRegisters: { 'b1e198a9-f019-11e3-a0f5-b8ca3a64f8f4': 'soho' } },
  twilio: { optOutWords: { de: ['Abmelden'], fr: ['Arrêt'] } },
  whatsapp: { optOutWords: { es: ['Baja'] } },
}

/** Everything a mapping may depend on, fixed. */
export function fixtureContext(sourceName: string): MappingContext {
  return {
    source: `${sourceName}/fixture`,
    receivedAtMs: Date.parse('2026-11-21T10:00:01Z'),
    defaultCurrency: 'GBP',
    timeZone: 'Europe/London',
    settings: fixtureSettings[sourceName] ?? {},
    freshId: () => 'fresh-1',
  }
}

/** What a source makes of a delivery, in the form of the expected files: one entry a record, or the refusal of all. */
export function outcomeOf(source: Source, delivery: Delivery): unknown {
  const parsed = source.parse(delivery, fixtureContext(source.name).settings)
  if (!parsed.ok) return { refused: { kind: parsed.failure.kind, errors: parsed.failure.errors } }
  return {
    records: parsed.value.map((record) => {
      const mapped = source.map(record, fixtureContext(source.name))
      return mapped.ok
        ? { events: mapped.value }
        : { refused: { kind: mapped.failure.kind, errors: mapped.failure.errors } }
    }),
  }
}
