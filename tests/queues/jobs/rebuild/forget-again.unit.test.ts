import { describe, expect, it } from 'vitest'
import { forgetAgain } from '#queues/jobs/rebuild/forget-again.ts'
import type { RebuildPorts } from '#queues/jobs/rebuild/rebuild-ports.ts'
import { textOfBody } from '#shared/connections/body-text.ts'
import type { SqlStatement } from '#shared/database/sql-statement.ts'
import type { JobRow } from '#shared/database/tables/job.ts'
import { seededRandom } from '#shared/kernel/random.ts'

const forgotten = 'late.canary@example.com'
const tenant = { tenantId: 'demo', country: 'GB', ownPhones: new Set() } as unknown as RebuildPorts['tenant']
const rows = Array.from({ length: 3_000 }, (_, row) => `A-${row},person${row}@example.com,unknown-date`)

interface LeftByImport {
  readonly rejects?: readonly string[]
  readonly preview?: string
}

/** The texts that are taken out of what imports left, when each of the imports has these rejects. */
async function takenOut(
  importIds: readonly string[],
  { rejects = [], preview = '[]' }: LeftByImport,
  forgottenKeys = /^email:late\.canary@example\.com$/,
): Promise<string[]> {
  const taken: string[] = []
  const left = new Map(
    importIds.flatMap((id) =>
      rejects.map((text, index): [string, string] => [`${id}/${String(index).padStart(3, '0')}`, text]),
    ),
  )
  const ports: Partial<RebuildPorts> = {
    tenant,
    isAnybodyForgotten: async () => true,
    read: async ({ text, values }) =>
      text.includes('customer_import')
        ? importIds
            .filter((id) => id > String(values[1]))
            .slice(0, Number(values[2]))
            .map((id) => ({ id, source: 'csv/files', text: preview, isEnded: 1 }))
        : [],
    write: async () => {},
    removeWork: async () => {},
    rejectKeys: async ({ importId }) => [...left.keys()].filter((key) => key.startsWith(`${importId}/`)),
    readRejects: async (key) => left.get(key) ?? '',
    forgottenAmong: async (keys) => keys.filter((key) => forgottenKeys.test(key)),
    forgetUploads: async (_, texts) => {
      const named = new Set(texts)
      const isKept = (line: string) => !line.split(',').some((cell) => named.has(cell))
      for (const [key, lines] of left) left.set(key, lines.split('\n').filter(isKept).join('\n'))
      return taken.push(...texts)
    },
  }
  await forgetAll(ports)
  return taken
}

/** How many pages it took. */
async function forgetAll(ports: Partial<RebuildPorts>): Promise<number> {
  let pageCount = 0
  let after: string | null = ''
  while (after !== null) {
    after = (await forgetAgain(after, ports as RebuildPorts, {} as JobRow)).after
    pageCount += 1
    expect(pageCount).toBeLessThan(1_000)
  }
  return pageCount
}

describe('rows and files of imports', () => {
  it('finds who was forgotten at the end of many rejected rows', async () => {
    const named = [...rows, `A-1,${forgotten},x`].join('\n')
    expect(await takenOut(['imp_1'], { rejects: [rows.join('\n'), named] })).toEqual([forgotten])
    expect(await takenOut(['imp_1'], { rejects: [rows.join('\n')] })).toEqual([])
  })

  it('finds them in every part of rows that are too many for a page, while rows are taken out', async () => {
    const many = Array.from({ length: 30_000 }, (_, row) => `A-${row},Someone of a long name,unknown-date`)
    const named = many.map((row, index) => (index % 3 === 0 ? `${row},late${index}@example.com` : row))
    expect(named.join('\n').length).toBeGreaterThan(1_000_000)
    const taken = await takenOut(['imp_1'], { rejects: [named.join('\n')] }, /^email:late/)
    expect(taken).toEqual(named.flatMap((row) => row.match(/late.*/)?.[0] ?? []))
  })

  it.each([
    ['line,column,reason,detail,name,phone,country\n2,date,unknown-date,x,Lise,030 901820,Deutschland\n'],
    ['2,date,unknown-date,x,Lise,030 901820,"DE"\n3,date,unknown-date,x,Ada,07700 900123,GB'],
    ['2,,malformed-quotes,x,"Lise;030 901820;Germany;31.02.2026"'],
  ])('reads a phone by the country of its row: %s', async (rejected) => {
    expect(await takenOut(['imp_1'], { rejects: [rejected] }, /^phone:\+4930901820$/)).toEqual(['030 901820'])
    expect(await takenOut(['imp_1'], { rejects: [rejected] }, /^phone:\+3330901820$/)).toEqual([])
  })

  it('does not read it by the country of another row', async () => {
    const rejected = '2,date,unknown-date,x,Lise,030 901820,France\n3,date,unknown-date,x,Ada,,Germany'
    expect(await takenOut(['imp_1'], { rejects: [rejected] }, /^phone:\+4930901820$/)).toEqual([])
  })

  it('reads phones of sample rows and examples by each country that the sample rows name', async () => {
    const preview = `${JSON.stringify({
      columns: ['name', 'phone', 'country'],
      sampleRows: [
        ['Lise', '030 901820', 'Deutschland'],
        ['Ada', '07700 900123', "Côte d'Ivoire"],
      ],
    })} ${JSON.stringify([{ reason: 'unknown-date', examples: [{ lineNumber: 7, value: '030 901821' }] }])}`
    for (const [key, written] of [
      [/^phone:\+4930901820$/, '030 901820'],
      [/^phone:\+4930901821$/, '030 901821'],
      [/^phone:\+447700900123$/, '07700 900123'],
    ] as const)
      expect(await takenOut(['imp_1'], { preview }, key)).toEqual([written])
  })
})

interface KeptTexts {
  readonly quarantined: readonly string[]
  readonly delivered?: readonly string[]
}

/** The ids of quarantine and of the log of deliveries that are emptied, when they hold these texts. */
async function emptied(
  { quarantined, delivered = [] }: KeptTexts,
  forgottenKey: string,
): Promise<{ ids: string[]; pageCount: number; readCount: number; mostKeys: number }> {
  const written: SqlStatement[] = []
  let mostKeys = 0
  let readCount = 0
  const rowsOf = (texts: readonly string[], prefix: string, { values }: SqlStatement) =>
    texts
      .map((text, index) => ({ id: `${prefix}_${index}`, source: 'rest/crm', text, isEnded: null }))
      .filter(({ id }) => id > String(values[1]))
      .slice(0, Number(values[2]))
  const pageCount = await forgetAll({
    tenant,
    isAnybodyForgotten: async () => true,
    read: async (statement) => {
      if (statement.text.includes('from quarantined_event')) {
        const read = rowsOf(quarantined, 'qua', statement)
        readCount += read.length
        return read
      }
      if (statement.text.includes('from connection_logs')) return rowsOf(delivered, 'dlv', statement)
      return []
    },
    write: async (statements) => void written.push(...statements),
    forgottenAmong: async (keys) => {
      mostKeys = Math.max(mostKeys, keys.length)
      return keys.filter((key) => key === forgottenKey)
    },
  })
  return {
    ids: written.flatMap(({ values }) => JSON.parse(String(values[1]))),
    pageCount,
    readCount,
    mostKeys,
  }
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
    const kept = { quarantined: [`${body} Cannot be read`], delivered: [delivered] }
    expect((await emptied(kept, key)).ids).toEqual(['qua_0', 'dlv_0'])
    expect((await emptied(kept, `${key}0`)).ids).toEqual([])
  })
})

it('empties a body of which only the start is kept', async () => {
  const body = Buffer.from(`late.canary@example.com ${'x'.repeat(5_000)}`, 'utf16le')
  const kept = textOfBody(Uint8Array.from(body), 1_000)
  expect(kept).toMatch(/^data:application\/octet-stream;kept=start,/)
  expect((await emptied({ quarantined: [kept] }, `email:${forgotten}`)).ids).toEqual(['qua_0'])
})

function randomBytes(seed: number, byteCount: number): Buffer {
  const random = seededRandom(seed)
  return Buffer.from(Array.from({ length: byteCount }, () => Math.floor(random() * 256)))
}

describe('bodies of half a million characters', () => {
  const fields = ` ${forgotten} josé.canary@example.com 07700 900123 [c-7711] [annabel]`
  const keys = [
    `email:${forgotten}`,
    'email:josé.canary@example.com',
    'phone:+447700900123',
    'external_id:rest/crm:c-7711',
    'external_id:rest/crm:annabel',
  ]

  it.each(keys)('are emptied that name %s behind a picture', async (key) => {
    const body = Buffer.concat([randomBytes(1, 205_000), Buffer.from(fields, 'latin1')])
    const kept = textOfBody(Uint8Array.from(body), 500_000)
    expect(kept).toMatch(/annabel\]$/)
    expect((await emptied({ quarantined: [kept] }, key)).ids).toEqual(['qua_0'])
  })

  it.each(keys)('are emptied that name %s behind a picture in Base64', async (key) => {
    const kept = JSON.stringify({ photo: randomBytes(2, 370_000).toString('base64'), fields })
    expect((await emptied({ quarantined: [kept] }, key)).ids).toEqual(['qua_0'])
  })

  it.each(keys)('are emptied that name %s behind many words', async (key) => {
    const letters = (index: number) =>
      String(index).replace(/\d/g, (digit) => String.fromCharCode(97 + Number(digit)))
    const prose = Array.from({ length: 9_000 }, (_, index) => `word-${letters(index)} é`).join(' ')
    expect((await emptied({ quarantined: [`${prose} ${fields}`] }, key)).ids).toEqual(['qua_0'])
  })

  it('are looked through page by page, and looked up in bounded pieces', async () => {
    const bodies = [1, 2, 3, 4, 5].map((seed) =>
      textOfBody(Uint8Array.from(randomBytes(seed, 210_000)), 500_000),
    )
    const texts = ['{}', ...bodies, `{"mail":"${forgotten}"}`, '{}', '{}']
    const { ids, pageCount, readCount, mostKeys } = await emptied(
      { quarantined: texts },
      `email:${forgotten}`,
    )
    expect(ids).toEqual(['qua_6'])
    // Two of them are too much for one page; the other stores take one each, and the end of all.
    expect(pageCount).toBeGreaterThanOrEqual(5 + 4)
    // Reading twenty again for each page would be 34.
    expect(readCount).toBeLessThanOrEqual(2 * texts.length)
    expect(mostKeys).toBeLessThanOrEqual(20_000)
    expect(mostKeys).toBeGreaterThan(1_000)
  }, 30_000)
})
