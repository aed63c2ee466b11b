import type { ImportKind } from '#shared/contracts/imports.ts'
import type { CanonicalEvent } from '#shared/events/event.ts'
import { eventSchema } from '#shared/events/event.ts'
import { type ConfirmedMapping, confirmMapping } from '#shared/imports/confirm-mapping.ts'
import { guessMapping } from '#shared/imports/guess-mapping.ts'
import { importKindWork } from '#shared/imports/kinds/kinds.ts'
import type { RowReject } from '#shared/imports/row-reject.ts'

const britain = { currency: 'GBP', timeZone: 'Europe/London', country: 'GB' }
export const uploadedAtMs = Date.UTC(2026, 10, 21)
export const receivedAtMs = uploadedAtMs + 1000

/** What an import makes of a small CSV without quotes, read as its headings suggest. */
export function importRows(
  csv: string,
  changes: Partial<ConfirmedMapping> = {},
  shopCountry = britain.country,
): { kind: ImportKind; events: CanonicalEvent[]; rejects: RowReject[]; recordCount: number } {
  const [columns = [], ...rows] = csv
    .trim()
    .split('\n')
    .map((line) => line.split(','))
  const mapping = { ...confirmMapping(guessMapping(columns, rows, britain), britain), ...changes }
  const work = importKindWork[mapping.kind]
  const readRow = work.rowReader(columns, mapping, shopCountry)
  const collector = work.collector(mapping, { shopCountry, uploadedAtMs, receivedAtMs })
  const rejects: RowReject[] = []
  for (const [index, cells] of rows.entries()) {
    const read = readRow(cells, { lineNumber: index + 2, record: cells.join(',') })
    const reject = read.ok ? collector.add(read.value.line) : read.failure
    if (reject !== undefined) rejects.push(reject)
  }
  const records = [...collector.records()]
  const events = records.flatMap((record) => record.events)
  for (const event of events) eventSchema.parse(event)
  rejects.push(...records.flatMap((record) => record.rejects))
  return { kind: mapping.kind, events, rejects, recordCount: records.length }
}
