import { afterAll, beforeEach, describe, expect, it } from 'vitest'
import { countUnreadableSiblings, siblingsOfImport } from '#shared/database/catalogue-imports.ts'
import { dayMs } from '#shared/kernel/time.ts'
import { memoryDatabase } from '#tests/support/memory-database.ts'
import { testTimeMs } from '#tests/support/new-event.ts'

const database = memoryDatabase()
afterAll(() => database.close())

interface Imported {
  readonly kind?: string
  readonly state?: string
  readonly daysAgo?: number
  readonly isRemembered?: boolean
  readonly tenantId?: string
}

function add(importId: string, imported: Imported = {}): void {
  const { kind = 'products', state = 'done', daysAgo = 1, isRemembered = true, tenantId = 'test' } = imported
  database.run([
    {
      text: `insert into customer_import (tenant_id, import_id, file_name, state, step, created_at, progressed_at,
               byte_count, read_byte_count, read_line_count, bucket_count, loaded_bucket_count, row_count,
               rejected_row_count, order_count, accepted_event_count, duplicate_event_count, preview, mapping,
               is_remembered, reject_reasons)
             values (?, ?, 'a.csv', ?, 0, ?, 0, 0, 0, 0, 1, 1, 0, 0, 0, 0, 0, '{}', ?, ?, '[]')`,
      values: [
        tenantId,
        importId,
        state,
        testTimeMs - daysAgo * dayMs,
        JSON.stringify({ kind }),
        Number(isRemembered),
      ],
    },
  ])
}

function keepArchiveSince(daysAgo: number): void {
  database.run([
    {
      text: `insert into retention_run (tenant_id, day, kind, older_than, deleted_count)
             values ('test', ?, 'archive', ?, 0)`,
      values: [String(daysAgo), testTimeMs - daysAgo * dayMs],
    },
  ])
}

const siblings = (importId: string) =>
  database.read(siblingsOfImport('test', importId)).map((row) => row.importId)
const unreadableCount = (importId: string) =>
  database.read(countUnreadableSiblings('test', importId))[0]?.count

beforeEach(() => {
  for (const table of ['customer_import', 'retention_run']) {
    database.run([{ text: `delete from ${table}`, values: [] }])
  }
})

describe('the imports that tell of the same things', () => {
  it('are of the same kind and tenant, and stand', () => {
    add('imp_5')
    add('imp_4')
    add('imp_3', { state: 'failed' })
    for (const state of ['undone', 'cancelled', 'reading', 'awaiting-mapping']) add(`imp_${state}`, { state })
    add('imp_stock', { kind: 'inventory' })
    add('imp_orders', { kind: 'orders' })
    add('imp_other_orders', { kind: 'orders' })
    add('imp_foreign', { tenantId: 'other' })
    expect(siblings('imp_4')).toEqual(['imp_3', 'imp_5'])
    expect(siblings('imp_stock')).toEqual([])
    expect(siblings('imp_orders')).toEqual([])
    expect(siblings('imp_none')).toEqual([])
  })

  it('can be read again as long as nothing of the archive has gone', () => {
    add('imp_1', { daysAgo: 2_000 })
    add('imp_2')
    expect(unreadableCount('imp_2')).toBe(0)
  })

  it.each<[string, Imported, number]>([
    ['one from before what is archived', { daysAgo: 101 }, 1],
    ['one whose day goes soon', { daysAgo: 98.5 }, 1],
    ['one that is archived', { daysAgo: 97 }, 0],
    ['an older one that was undone, of which another may have told', { daysAgo: 101, state: 'undone' }, 1],
    ['an older one that told nothing', { daysAgo: 101, state: 'cancelled' }, 0],
    ['an older one of another kind', { daysAgo: 101, kind: 'inventory' }, 0],
    ['one of which nobody kept what it brought', { isRemembered: false }, 1],
  ])('%s', (_, imported, count) => {
    keepArchiveSince(130)
    keepArchiveSince(100)
    add('imp_1', imported)
    add('imp_2')
    expect(unreadableCount('imp_2')).toBe(count)
  })
})
