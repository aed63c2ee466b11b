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
import { identifiersInText } from '#shared/identity/identifiers-in-text.ts'
import { placeOfQuarantined } from '../../ingest/read-entries.ts'
import type { RebuildPorts } from './rebuild-ports.ts'
import type { RebuildPage } from './rebuilt-page.ts'

/** A body may have half a million characters. */
const textsPerPage = 20
/** Rejected rows are looked through in pieces of about so many characters, whose words are few enough to try them all. */
const charactersPerPiece = 8_000
const piecesTogether = 50

/** What keeps texts as they came, or an address: where rows that name somebody forgotten can come back from an older copy. */
const stores = [keptQuarantine, keptDeliveries, keptAccounts, keptImports]

/**
 * Forgets records that name somebody who was forgotten, in quarantine, the log of deliveries, accounts of the portal and what
 * imports have left. Who that is, nobody knows any more; but each word of a text can be looked up among the keyed hashes of
 * the forgotten.
 */
export const forgetAgain: RebuildPage = async (after, ports) => {
  const { tenantId } = ports.tenant
  const place: { store: number; id: string } = after === '' ? { store: 0, id: '' } : JSON.parse(after)
  const kept = stores[place.store]
  if (kept === undefined || (after === '' && !(await ports.isAnybodyForgotten()))) return { after: null }
  const texts = (await ports.read(kept(tenantId, place.id, textsPerPage))).map(keptText)
  if (kept === keptImports) await forgetInImportsAgain(texts, ports)
  else await ports.write(await forgetting(kept, texts, ports))
  const last = texts.at(-1)
  const isLast = last === undefined || texts.length < textsPerPage
  return { after: JSON.stringify(isLast ? { store: place.store + 1, id: '' } : { ...place, id: last.id }) }
}

async function forgetting(
  kept: (typeof stores)[number],
  texts: readonly KeptText[],
  ports: RebuildPorts,
): Promise<SqlStatement[]> {
  const named = await forgottenIn(texts, ports)
  const ids = texts.filter((_, index) => (named[index]?.length ?? 0) > 0).map(({ id }) => id)
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

/** Rows and files of imports; of those that have ended, what no step needs any more goes with whoever is in it. */
async function forgetInImportsAgain(texts: readonly KeptText[], ports: RebuildPorts): Promise<void> {
  const { tenant } = ports
  const written = new Set((await forgottenIn(texts, ports)).flat())
  for (const { id, source, isEnded } of texts) {
    const name = { tenantId: tenant.tenantId, importId: id }
    if (isEnded) await ports.removeWork(name)
    for (const key of await ports.rejectKeys(name)) {
      const pieces = inPieces(await ports.readRejects(key)).map((text) => ({ source, text }))
      for (let from = 0; from < pieces.length; from += piecesTogether)
        for (const each of await forgottenIn(pieces.slice(from, from + piecesTogether), ports))
          for (const text of each) written.add(text)
    }
  }
  if (written.size > 0) await ports.forgetUploads(tenant, [...written])
}

/** Whole lines together; a line that is longer than a piece is one by itself. */
function inPieces(lines: string): string[] {
  const pieces: string[] = []
  for (let from = 0; from < lines.length; ) {
    const end = from + charactersPerPiece
    const lastBreak = lines.lastIndexOf('\n', end)
    const nextBreak = lastBreak >= from ? lastBreak : lines.indexOf('\n', end)
    const to = end >= lines.length || nextBreak === -1 ? lines.length : nextBreak + 1
    pieces.push(lines.slice(from, to))
    from = to
  }
  return pieces
}

/** For each text, how it writes what names somebody who was forgotten. */
async function forgottenIn(
  texts: readonly Pick<KeptText, 'source' | 'text'>[],
  ports: RebuildPorts,
): Promise<string[][]> {
  const { tenant } = ports
  const policy = { defaultCountry: tenant.country, ownPhones: tenant.ownPhones }
  const found = texts.map(({ text, source }) => {
    const forms = [text, ...decodedForms(text)]
    return new Map(forms.flatMap((form) => [...identifiersInText(form, scopesOf(source), policy)]))
  })
  const keys = [...new Set(found.flatMap((identifiers) => [...identifiers.keys()]))]
  const forgotten = keys.length === 0 ? [] : await ports.forgottenAmong(keys)
  return found.map((identifiers) => forgotten.flatMap((key) => identifiers.get(key) ?? []))
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
