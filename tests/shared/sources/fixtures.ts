import { existsSync, readdirSync, readFileSync } from 'node:fs'
import type { JsonObject } from '#shared/kernel/json.ts'
import type { Delivery, MappingContext, Source } from '#shared/sources/source.ts'

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
  shopify: 'fixture-shopify-secret',
  tracking: 'fixture-write-key',
}

/** What the connection of the fixtures of a source is set to, where a mapping reads it. */
const fixtureSettings: Readonly<Record<string, JsonObject>> = {}

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
  const parsed = source.parse(delivery)
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
