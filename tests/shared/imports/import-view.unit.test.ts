import { expect, it } from 'vitest'
import type { CustomerImportRow } from '#shared/database/tables/customer-import.ts'
import { importView } from '#shared/imports/import-view.ts'
import { newImport } from '#shared/imports/new-import.ts'
import { secondMs } from '#shared/kernel/time.ts'

const nowMs = Date.UTC(2026, 10, 22, 10)
const preview = { delimiter: ',', columns: ['id'], rows: [], headingByteCount: 3, headingLineCount: 1 }
const upload = { tenantId: 'demo', importId: 'imp_1', fileName: 'a.csv', byteCount: 100, createdAtMs: 0 }

it.each<[CustomerImportRow['state'], number, string | null]>([
  ['reading', 16, '2026-11-22T09:59:44.000Z'],
  ['reading', 15, null],
  ['loading', 40, '2026-11-22T09:59:20.000Z'],
  ['settling', 40, '2026-11-22T09:59:20.000Z'],
  ['undoing', 40, '2026-11-22T09:59:20.000Z'],
  // These go on with somebody, or not at all.
  ['uploading', 40, null],
  ['awaiting-mapping', 40, null],
  ['done', 40, null],
  ['failed', 40, null],
])('of an import that is %s tells after %i seconds since when it stands: %s', (state, seconds, expected) => {
  const row = { ...newImport({ ...upload, preview }), state, progressedAt: nowMs - seconds * secondMs }
  expect(importView(row, nowMs).standsSince).toBe(expected)
})
