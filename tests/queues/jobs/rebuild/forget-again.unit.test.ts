import { describe, expect, it } from 'vitest'
import { forgetAgain } from '#queues/jobs/rebuild/forget-again.ts'
import type { RebuildPorts } from '#queues/jobs/rebuild/rebuild-ports.ts'
import { textOfBody } from '#shared/connections/body-text.ts'
import type { SqlStatement } from '#shared/database/sql-statement.ts'
import type { JobRow } from '#shared/database/tables/job.ts'

const forgotten = 'late.canary@example.com'
const rows = Array.from({ length: 3_000 }, (_, row) => `A-${row},person${row}@example.com,unknown-date`)

/** The texts that are taken out of what imports left, when each of the imports has these rejects. */
async function takenOut(importIds: readonly string[], rejects: readonly string[]): Promise<string[]> {
  const taken: string[] = []
  const ports: Partial<RebuildPorts> = {
    tenant: { tenantId: 'demo', country: 'GB', ownPhones: new Set() } as unknown as RebuildPorts['tenant'],
    isAnybodyForgotten: async () => true,
    read: async ({ text }) =>
      text.includes('customer_import')
        ? importIds.map((id) => ({ id, source: 'csv/files', text: '[]', isEnded: 1 }))
        : [],
    write: async () => {},
    removeWork: async () => {},
    rejectKeys: async () => rejects.map((_, index) => String(index)),
    readRejects: async (key) => rejects[Number(key)] ?? '',
    forgottenAmong: async (keys) => keys.filter((key) => key === `email:${forgotten}`),
    forgetUploads: async (_, texts) => taken.push(...texts),
  }
  let after: string | null = ''
  while (after !== null) after = (await forgetAgain(after, ports as RebuildPorts, {} as JobRow)).after
  return taken
}

it('finds who was forgotten at the end of many rejected rows', async () => {
  expect(await takenOut(['imp_1'], [rows.join('\n'), [...rows, `A-1,${forgotten},x`].join('\n')])).toEqual([
    forgotten,
  ])
  expect(await takenOut(['imp_1'], [rows.join('\n')])).toEqual([])
})

/** The ids of quarantine and of the log of deliveries that are emptied, when both hold these texts. */
async function emptied(
  texts: { readonly quarantined: string; readonly delivered: string },
  forgottenKey: string,
): Promise<string[]> {
  const written: SqlStatement[] = []
  const ports: Partial<RebuildPorts> = {
    tenant: { tenantId: 'demo', country: 'GB', ownPhones: new Set() } as unknown as RebuildPorts['tenant'],
    isAnybodyForgotten: async () => true,
    read: async ({ text }) => {
      if (text.includes('from quarantined_event'))
        return [{ id: 'qua_1', source: 'rest/crm', text: texts.quarantined, isEnded: null }]
      if (text.includes('from connection_logs'))
        return [{ id: 'dlv_1', source: 'rest/crm', text: texts.delivered, isEnded: null }]
      return []
    },
    write: async (statements) => void written.push(...statements),
    forgottenAmong: async (keys) => keys.filter((key) => key === forgottenKey),
  }
  let after: string | null = ''
  while (after !== null) after = (await forgetAgain(after, ports as RebuildPorts, {} as JobRow)).after
  return written.flatMap(({ values }) => JSON.parse(String(values[1])))
}

/** By Node's own tables, and not by ours. */
const writers: Readonly<Record<string, (text: string) => Buffer>> = {
  'UTF-8 with control characters': (text) => Buffer.from(`\u0001\t${text}\t`),
  'Latin-1': (text) => Buffer.from(`é\t${text}`, 'latin1'),
  'UTF-16, little end first': (text) => Buffer.from(`\ufeff${text}`, 'utf16le'),
  'UTF-16, big end first': (text) => Buffer.from(`\ufeff${text}`, 'utf16le').swap16(),
  'UTF-16 behind an odd byte': (text) =>
    Buffer.concat([Buffer.from('\xe9', 'latin1'), Buffer.from(text, 'utf16le')]),
}

describe.each(Object.keys(writers))('a body in %s', (encoding) => {
  it.each([
    ['email:late.canary@example.com', '{"mail":"Late.Canary@example.com","name":"é"}'],
    ['email:josé.canary@example.com', '{"mail":"josé.canary@example.com"}'],
    ['phone:+447700900123', '{"tel":"07700 900123","say":"\\n"}'],
    ['external_id:rest/crm:c-7711', '[["c-7711"]]'],
  ])('is emptied that names %s', async (key, text) => {
    const body = textOfBody(Uint8Array.from(writers[encoding]?.(text) ?? []), 1_000)
    expect(body).toMatch(/^data:/)
    const delivered = `${JSON.stringify({ method: 'POST', headers: {}, body })} Cannot be read`
    const kept = { quarantined: `${body} Cannot be read`, delivered }
    expect(await emptied(kept, key)).toEqual(['qua_1', 'dlv_1'])
    expect(await emptied(kept, `${key}0`)).toEqual([])
  })
})

it('empties a body of which only the start is kept', async () => {
  const body = Buffer.from(`late.canary@example.com ${'x'.repeat(5_000)}`, 'utf16le')
  const kept = textOfBody(Uint8Array.from(body), 1_000)
  expect(kept).toMatch(/^data:application\/octet-stream;kept=start,/)
  expect(await emptied({ quarantined: kept, delivered: '' }, `email:${forgotten}`)).toEqual(['qua_1'])
})
