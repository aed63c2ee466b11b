import { decodedForms } from '#shared/connections/decoded-forms.ts'
import { deleteAccounts } from '#shared/database/forget-accounts.ts'
import {
  type KeptText,
  keptAccounts,
  keptDeliveries,
  keptImports,
  keptQuarantine,
} from '#shared/database/kept-texts.ts'
import { emptyForgotten } from '#shared/database/project-erasures.ts'
import type { SqlStatement } from '#shared/database/sql-statement.ts'
import type { IdentifierKey } from '#shared/identity/identifier.ts'
import { identifiersInText, type WrittenIdentifier } from '#shared/identity/identifiers-in-text.ts'
import type { Tenant } from '#shared/tenants/tenant.ts'
import { placeOfQuarantined } from '../../ingest/read-entries.ts'
import { phonesOfRow } from './phones-of-row.ts'
import type { RebuildPorts } from './rebuild-ports.ts'
import type { RebuildPage } from './rebuilt-page.ts'

const mostTextsPerPage = 20
/** About so many characters are looked through in one page: a body may have half a million. */
const charactersPerPage = 500_000
/** Rejected rows are looked through in pieces of about so many characters, whose words are few enough to try them all. */
const charactersPerPiece = 8_000
/** The directory is asked for so many at once: more of them would be much memory here and there. */
const keysTogether = 20_000

/** What keeps texts as they came, or an address: where rows that name somebody forgotten can come back from an older copy. */
const stores = [keptQuarantine, keptDeliveries, keptAccounts, keptImports]

/** Where a page begins. */
interface Place {
  readonly store: number
  /** Of the last text that is done; '' at the start. */
  readonly id: string
  /** How many texts are read, where the last ones were long. */
  readonly textCount?: number
  /** Of the next import: the object of rejected rows, and how many characters of it are left. */
  readonly rejects?: RejectsPlace
}

/** Told from the end: where rows in front of it are taken out meanwhile, it is still the same place. */
interface RejectsPlace {
  readonly key: string
  readonly leftCharacters?: number
}

/**
 * Forgets records that name somebody who was forgotten, in quarantine, the log of deliveries, accounts of the portal and what
 * imports have left. Who that is, nobody knows any more; but each word of a text can be looked up among the keyed hashes of
 * the forgotten.
 */
export const forgetAgain: RebuildPage = async (after, ports) => {
  const place: Place = after === '' ? { store: 0, id: '' } : JSON.parse(after)
  const kept = stores[place.store]
  if (kept === undefined || (after === '' && !(await ports.isAnybodyForgotten()))) return { after: null }
  const next =
    kept === keptImports ? await forgetInImport(place, ports) : await forgetInTexts(kept, place, ports)
  return { after: JSON.stringify(next ?? { store: place.store + 1, id: '' }) }
}

/** Undefined when no texts are left. */
async function forgetInTexts(
  kept: (typeof stores)[number],
  { store, id, textCount = mostTextsPerPage }: Place,
  ports: RebuildPorts,
): Promise<Place | undefined> {
  const read = (await ports.read(kept(ports.tenant.tenantId, id, textCount))).map(keptText)
  const texts = read.slice(0, countOfPage(read))
  await ports.write(await forgetting(kept, texts, ports))
  const last = texts.at(-1)
  if (last === undefined || (texts.length === read.length && read.length < textCount)) return undefined
  // What one page does not come to is read again: after long texts fewer are asked for.
  const next = texts.length < read.length ? texts.length : Math.min(2 * textCount, mostTextsPerPage)
  return { store, id: last.id, textCount: next }
}

/** How many of the texts one page looks through: one, or as many as are not too long together. */
function countOfPage(texts: readonly KeptText[]): number {
  let characters = 0
  const tooMany = texts.findIndex(({ text }, index) => {
    characters += text.length
    return index > 0 && characters > charactersPerPage
  })
  return tooMany === -1 ? texts.length : tooMany
}

async function forgetting(
  kept: (typeof stores)[number],
  texts: readonly KeptText[],
  ports: RebuildPorts,
): Promise<SqlStatement[]> {
  const named = await forgottenIn(texts, ports)
  const ids = texts.filter((_, index) => (named[index]?.size ?? 0) > 0).map(({ id }) => id)
  if (ids.length === 0) return []
  const { tenantId } = ports.tenant
  if (kept === keptAccounts) return deleteAccounts(tenantId, ids)
  if (kept === keptQuarantine) await forgetPlaces(ids, ports)
  return emptyForgotten(tenantId, kept === keptQuarantine ? { quarantineIds: ids } : { deliveryIds: ids })
}

/** The log has the bytes of what it put in quarantine for a day. */
async function forgetPlaces(quarantineIds: readonly string[], ports: RebuildPorts): Promise<void> {
  const places = quarantineIds.flatMap((id) => placeOfQuarantined(id) ?? [])
  for (const [shard, together] of Map.groupBy(places, (place) => place.shard)) {
    await ports.forgetLines(ports.tenant, shard, {
      eventKeys: [],
      places: together.map(({ sequence, index }): [number, number] => [sequence, index]),
    })
  }
}

/**
 * Rows and files of the next import; of one that has ended, what no step needs any more goes with whoever is in it. Undefined
 * when there is none.
 */
async function forgetInImport(
  { store, id, rejects }: Place,
  ports: RebuildPorts,
): Promise<Place | undefined> {
  const { tenant } = ports
  const [read] = await ports.read(keptImports(tenant.tenantId, id, 1))
  if (read === undefined) return undefined
  const { id: importId, source, text, isEnded } = keptText(read)
  const name = { tenantId: tenant.tenantId, importId }
  const keys = await ports.rejectKeys(name)
  // Another import may be the next by now.
  const from = rejects !== undefined && keys.includes(rejects.key) ? rejects : undefined
  if (from === undefined && isEnded) await ports.removeWork(name)
  // The sample rows and examples of an import are few: they count as one row.
  const looked: Readable[] = from === undefined ? [{ source, text, rows: [text] }] : []
  const { pieces, next } = await nextRejects(keys, from, ports)
  for (const piece of pieces) looked.push({ source, text: piece, rows: piece.split('\n') })
  const written = new Set((await forgottenIn(looked, ports)).flatMap((each) => [...each]))
  if (written.size > 0) await ports.forgetUploads(tenant, [...written])
  return next === undefined ? { store, id: importId } : { store, id, rejects: next }
}

/** The next rejected rows, about as many as one page looks through, and where the page after it begins. */
async function nextRejects(
  keys: readonly string[],
  place: RejectsPlace | undefined,
  ports: RebuildPorts,
): Promise<{ readonly pieces: string[]; readonly next?: RejectsPlace }> {
  const pieces: string[] = []
  let characters = 0
  for (const key of keys.toSorted()) {
    if (place !== undefined && key < place.key) continue
    if (characters >= charactersPerPage) return { pieces, next: { key } }
    const rows = await ports.readRejects(key)
    const leftCharacters = key === place?.key ? place.leftCharacters : undefined
    let from = leftCharacters === undefined ? 0 : Math.max(rows.length - leftCharacters, 0)
    while (from < rows.length) {
      if (characters >= charactersPerPage)
        return { pieces, next: { key, leftCharacters: rows.length - from } }
      const piece = pieceAt(rows, from)
      pieces.push(piece)
      characters += piece.length
      from += piece.length
    }
  }
  return { pieces }
}

/** Whole lines together; a line that is longer than a piece is one by itself. */
function pieceAt(lines: string, from: number): string {
  const end = from + charactersPerPiece
  if (end >= lines.length) return lines.slice(from)
  const lastBreak = lines.lastIndexOf('\n', end)
  const nextBreak = lastBreak >= from ? lastBreak : lines.indexOf('\n', end)
  return nextBreak === -1 ? lines.slice(from) : lines.slice(from, nextBreak + 1)
}

/** A text to look through; of a file's text also its rows. */
interface Readable extends Pick<KeptText, 'source' | 'text'> {
  readonly rows?: readonly string[]
}

/** For each text, how it writes what names somebody who was forgotten. */
async function forgottenIn(texts: readonly Readable[], ports: RebuildPorts): Promise<Set<string>[]> {
  const found = texts.map(() => new Set<string>())
  let asked: { index: number; key: IdentifierKey; written: string }[] = []
  const ask = async () => {
    const keys = new Set(asked.map(({ key }) => key))
    const forgotten = new Set(keys.size === 0 ? [] : await ports.forgottenAmong([...keys]))
    for (const { index, key, written } of asked) if (forgotten.has(key)) found[index]?.add(written)
    asked = []
  }
  for (const [index, text] of texts.entries()) {
    for (const [key, written] of identifiersOf(text, ports.tenant)) {
      asked.push({ index, key, written })
      if (asked.length === keysTogether) await ask()
    }
  }
  await ask()
  return found
}

function* identifiersOf(
  { text, source, rows = [] }: Readable,
  { country, ownPhones }: Tenant,
): Generator<WrittenIdentifier> {
  const policy = { defaultCountry: country, ownPhones }
  yield* identifiersInText(decodedForms(text), scopesOf(source), policy)
  for (const row of rows) yield* phonesOfRow(row, policy)
}

/** `shopify/demo` counts customers by that name, `tracking/web` and what it sends by that of its kind. */
function scopesOf(source: string): string[] {
  return [...new Set([source, source.split('/')[0] ?? source])]
}

function keptText(row: Record<string, unknown>): KeptText {
  return {
    id: String(row.id),
    source: String(row.source),
    text: String(row.text),
    isEnded: row.isEnded === 1,
  }
}
