import { expect, it } from 'vitest'
import { forgetAgain } from '#queues/jobs/rebuild/forget-again.ts'
import type { RebuildPorts } from '#queues/jobs/rebuild/rebuild-ports.ts'
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
