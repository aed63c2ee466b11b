import { createHash } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { auditSealHash, closableDays, firstSealHash } from '#shared/audit/audit-seal.ts'
import { keptFromDay, verifySeals } from '#shared/audit/verify-seals.ts'
import type { AuditLogRow } from '#shared/database/tables/audit-log.ts'

function row(auditId: string, changes: Partial<AuditLogRow> = {}): AuditLogRow {
  return {
    tenantId: 'demo',
    auditId,
    occurredAt: Date.UTC(2026, 10, 20, 12),
    actorKind: 'user',
    actor: 'user:sue@shop.example',
    role: 'support',
    operation: 'getCustomer',
    subject: { customerId: 'cus_1', b: '2' },
    status: 200,
    requestId: 'req_1',
    callerNetwork: null,
    ...changes,
  }
}

describe('the seal of a day', () => {
  it('is the SHA-256 of the seal before, the day and the rows', async () => {
    const line =
      '["demo","aud_1",1795176000000,"user","user:sue@shop.example","support","getCustomer",[["b","2"],["customerId","cus_1"]],200,"req_1"]'
    const expected = createHash('sha256').update(`${firstSealHash}\n2026-11-20\n${line}`).digest('hex')
    expect(await auditSealHash(firstSealHash, '2026-11-20', [row('aud_1')])).toBe(expected)
  })

  it.each<[string, Partial<AuditLogRow>]>([
    ['the actor', { actor: 'user:bob@shop.example' }],
    ['the role', { role: 'owner' }],
    ['the operation', { operation: 'listCustomers' }],
    ['the subject', { subject: { customerId: 'cus_2', b: '2' } }],
    ['the status', { status: 403 }],
    ['the time', { occurredAt: 1 }],
    ['the request', { requestId: 'req_2' }],
    ['the network', { callerNetwork: '203.0.113.0/24' }],
    ['the kind of actor', { actorKind: 'system' }],
  ])('is another when %s of a row is', async (_, changes) => {
    const rows = [row('aud_1'), row('aud_2')]
    const before = await auditSealHash(firstSealHash, '2026-11-20', rows)
    const after = await auditSealHash(firstSealHash, '2026-11-20', [row('aud_1'), row('aud_2', changes)])
    expect(after).not.toBe(before)
  })
})

it('closes the days that are over for an hour, and only those', () => {
  const at = (hour: number, minute = 0) => Date.UTC(2026, 10, 22, hour, minute)
  expect(closableDays('2026-11-20', at(0, 59))).toEqual(['2026-11-20'])
  expect(closableDays('2026-11-20', at(1))).toEqual(['2026-11-20', '2026-11-21'])
  expect(closableDays('2026-11-22', at(23))).toEqual([])
})

describe('the check of all seals', () => {
  const days = ['2026-11-18', '2026-11-19', '2026-11-20', '2026-11-21']

  async function sealed() {
    const rows = new Map(
      days.map((day, index) => [day, index === 1 ? [] : [row(`aud_${day}_a`), row(`aud_${day}_b`)]]),
    )
    const seals: { day: string; rowCount: number; sealHash: string }[] = []
    for (const day of days) {
      const dayRows = rows.get(day) ?? []
      const before = seals.at(-1)?.sealHash ?? firstSealHash
      seals.push({ day, rowCount: dayRows.length, sealHash: await auditSealHash(before, day, dayRows) })
    }
    const check = async (day: string, before: string) => {
      const dayRows = rows.get(day) ?? []
      return { sealHash: await auditSealHash(before, day, dayRows), rowCount: dayRows.length }
    }
    return { rows, seals, check }
  }

  it('finds nothing wrong with what nobody touched', async () => {
    const { seals, check } = await sealed()
    expect(await verifySeals(seals, '2026-01-01', check)).toEqual({
      isIntact: true,
      checkedDays: 4,
      checkedEntries: 6,
      firstBrokenDay: null,
      lastSealedDay: '2026-11-21',
      lastSealHash: seals[3]?.sealHash,
    })
    expect(await verifySeals([], '2026-01-01', check)).toMatchObject({ isIntact: true, lastSealedDay: null })
  })

  it.each<[string, (rows: Map<string, AuditLogRow[]>) => void, string]>([
    [
      'a changed row',
      (rows) => rows.set('2026-11-20', [row('aud_2026-11-20_a'), row('aud_2026-11-20_b', { status: 404 })]),
      '2026-11-20',
    ],
    ['a row that is gone', (rows) => rows.set('2026-11-18', [row('aud_2026-11-18_a')]), '2026-11-18'],
    ['a row slipped into an empty day', (rows) => rows.set('2026-11-19', [row('aud_x')]), '2026-11-19'],
    [
      'rows in another order',
      (rows) => rows.set('2026-11-21', [...(rows.get('2026-11-21') ?? [])].reverse()),
      '2026-11-21',
    ],
  ])('finds %s', async (_, change, day) => {
    const { rows, seals, check } = await sealed()
    change(rows)
    expect(await verifySeals(seals, '2026-01-01', check)).toMatchObject({
      isIntact: false,
      firstBrokenDay: day,
    })
  })

  it('finds a seal that is gone, and one that was replaced alone', async () => {
    const { seals, check } = await sealed()
    const without = seals.filter(({ day }) => day !== '2026-11-19')
    expect(await verifySeals(without, '2026-01-01', check)).toMatchObject({ firstBrokenDay: '2026-11-19' })
    const replaced = seals.map((seal) =>
      seal.day === '2026-11-18' ? { ...seal, sealHash: 'f'.repeat(64) } : seal,
    )
    expect(await verifySeals(replaced, '2026-01-01', check)).toMatchObject({ firstBrokenDay: '2026-11-18' })
    expect(await verifySeals(replaced, '2026-11-19', check)).toMatchObject({ firstBrokenDay: '2026-11-19' })
  })

  it('believes the days whose rows are cleared by now', async () => {
    const { rows, seals, check } = await sealed()
    rows.delete('2026-11-18')
    expect(await verifySeals(seals, '2026-11-19', check)).toMatchObject({ isIntact: true, checkedDays: 3 })
    expect(keptFromDay(730, Date.UTC(2026, 10, 21, 12))).toBe('2024-11-23')
  })
})
