import { afterAll, expect, it } from 'vitest'
import { textOfBody } from '#shared/connections/body-text.ts'
import { outcomeWithoutEvents } from '#shared/connections/delivery-outcome.ts'
import { deliveryRow } from '#shared/connections/delivery-row.ts'
import { deliveriesWith } from '#shared/database/find-deliveries-with.ts'
import { quarantinedWith } from '#shared/database/find-quarantined.ts'
import { insertDeliveries } from '#shared/database/insert-deliveries.ts'
import { projectionStatements } from '#shared/database/project.ts'
import { memoryDatabase } from '#tests/support/memory-database.ts'
import { testTimeMs } from '#tests/support/new-event.ts'

const database = memoryDatabase()
afterAll(() => database.close())

const swapped = (bytes: Buffer) => Buffer.from(bytes).swap16()
const written = (mail: string): Record<string, Buffer> => {
  const text = `<?xml?><mail>${mail}</mail><name>Zoé</name>`
  return {
    'utf-8': Buffer.from(text),
    'utf-8 with a control character': Buffer.from(`${text}\0`),
    'windows-1252': Buffer.from(text, 'latin1'),
    'utf-16le': Buffer.from(`\ufeff${text}`, 'utf16le'),
    'utf-16be': swapped(Buffer.from(`\ufeff${text}`, 'utf16le')),
  }
}

const people = ['ada@example.com', 'zoé%1@example.com', 'somebody@else.example']
const rows = people.flatMap((mail, person) =>
  Object.entries(written(mail)).map(([encoding, body]) => ({
    id: `${person} in ${encoding}`,
    body: Uint8Array.from(body),
  })),
)

it.each([
  ['Ada@Example.com', 0],
  ['zoé%1@example.com', 1],
])('%s is found in a body of any encoding, in quarantine and in the log of deliveries', (mail, person) => {
  const tenantId = `shop ${person}`
  database.run([
    ...projectionStatements(tenantId, {
      quarantined: rows.map(({ id, body }) => ({
        quarantineId: id,
        source: 'rest/till',
        reason: 'malformed-body',
        detail: '',
        receivedAt: testTimeMs,
        bytes: textOfBody(body, 1_000),
      })),
    }),
    ...insertDeliveries(
      rows.map(({ id, body }) => ({
        ...deliveryRow(
          {
            tenantId,
            source: 'rest',
            connectionId: 'till',
            delivery: { method: 'POST', url: 'https://patron.example/', headers: new Map(), body },
            describe: () => ({ topic: null, deliveryId: null }),
            receivedAtMs: testTimeMs,
            durationMs: 1,
            isVerified: true,
            outcome: outcomeWithoutEvents('malformed'),
          },
          () => 0,
          0,
        ),
        logId: id,
      })),
    ),
  ])
  const wanted = rows.map(({ id }) => id).filter((id) => id.startsWith(`${person} `))
  const texts = [mail.toLowerCase(), '+442079460003']
  const found = (column: string, statements: ReturnType<typeof quarantinedWith>) =>
    [...new Set(statements.flatMap((statement) => database.read(statement).map((row) => row[column])))].sort()
  expect(found('quarantine_id', quarantinedWith(tenantId, texts))).toEqual([...wanted].sort())
  expect(found('log_id', deliveriesWith(tenantId, texts, []))).toEqual([...wanted].sort())
})
