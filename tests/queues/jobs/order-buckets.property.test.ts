import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { findScattered } from '#queues/jobs/lines-of-bucket.ts'
import { isPlacedBeside, placeBeside } from '#queues/jobs/place-rows.ts'
import { runImportStep } from '#queues/jobs/run-import-step.ts'
import type { CanonicalEvent } from '#shared/events/event.ts'
import { scatteredGroupsKey } from '#shared/imports/import-keys.ts'
import { ImportWorld } from './memory-import-ports.ts'

const heading = 'Order No,Order date,SKU,Qty,Price,Currency,E-mail,Notes'

interface FileRow {
  readonly order: number
  readonly person: number | null
  readonly currency: string
  readonly quantity: number
}

const rows = fc.array(
  fc.record({
    order: fc.nat(9),
    person: fc.option(fc.nat(4), { freq: 2 }),
    currency: fc.constantFrom('', '', '', 'GBP', 'EUR'),
    quantity: fc.integer({ min: 1, max: 3 }),
  }),
  { minLength: 45, maxLength: 60 },
)

/** The rows as a file; with notes so long that it takes several steps and buckets, or without. */
function fileOf(rows: readonly FileRow[], notes: string): Uint8Array {
  const lines = rows.map(({ order, person, currency, quantity }, index) =>
    [
      `N-${order}`,
      '2025-03-01 10:00',
      `SKU-${index % 4}`,
      quantity,
      '2.50',
      currency,
      person === null ? '' : `p${person}@customers.example.com`,
      notes,
    ].join(),
  )
  return new TextEncoder().encode(`${[heading, ...lines].join('\n')}\n`)
}

/** Events by their ids, and the rejected lines of the file. */
function outcome(world: ImportWorld) {
  const row = world.rows.get('imp_1')
  const rejects = [...world.objects].filter(([key]) => key.includes('/rejects/'))
  const rejected = rejects.flatMap(([, bytes]) =>
    [...new TextDecoder().decode(bytes).matchAll(/^(\d+),([^,]*),([^,]*),/gm)].map(([, ...cells]) =>
      cells.join(' '),
    ),
  )
  return {
    state: row?.state,
    orderCount: row?.orderCount,
    rejectReasons: row?.rejectReasons.map(({ reason, rowCount }) => [reason, rowCount]),
    events: [...world.events.values()].sort((left, right) => (left.id < right.id ? -1 : 1)),
    rejected: rejected.sort(),
    left: [...world.objects.keys()].filter((key) => key.includes('/buckets/')),
  }
}

async function imported(bytes: Uint8Array, crash?: ImportWorld['crash']): Promise<ImportWorld> {
  const world = new ImportWorld()
  world.upload('imp_1', bytes)
  world.crash = crash
  await world.run('imp_1')
  return world
}

/** 60 rows of 150 KB: three steps and buckets. */
const longNotes = 'x'.repeat(150_000)

describe('buckets of orders', () => {
  it('bring the rows of each order together, whoever of them names whom, wherever they stand', async () => {
    let lateCount = 0
    await fc.assert(
      fc.asyncProperty(rows, async (rows) => {
        const inOne = await imported(fileOf(rows, ''))
        const inSeveral = await imported(fileOf(rows, longNotes))
        expect(inOne.rows.get('imp_1')?.bucketCount).toBe(1)
        if ((inSeveral.rows.get('imp_1')?.bucketCount ?? 0) > Math.ceil((rows.length * 150_060) / 4_194_304))
          lateCount += 1
        expect(outcome(inSeveral)).toEqual(outcome(inOne))
      }),
      { numRuns: 10, endOnFailure: true },
    )
    expect(lateCount, 'some orders lay in several buckets').toBeGreaterThan(0)
  }, 120_000)

  it('do so when the import is killed at any call, or each step is done twice', async () => {
    // Every other row of an order names nobody, some far from the first.
    const rows = Array.from({ length: 60 }, (_, index): FileRow => {
      return {
        order: (index * 7) % 11,
        person: index % 2 === 0 ? index % 3 : null,
        currency: '',
        quantity: 1,
      }
    })
    const file = fileOf(rows, longNotes)
    const expected = outcome(await imported(fileOf(rows, '')))
    const plain = await imported(file)
    expect(plain.rows.get('imp_1')?.bucketCount, 'and buckets behind the others').toBeGreaterThan(3)
    for (let atCall = 0; atCall < plain.portCallCount; atCall += 3) {
      const world = await imported(file, { atCall, afterEffect: atCall % 2 === 0 })
      expect(outcome(world), `killed at call ${atCall}`).toEqual(expected)
    }

    const world = new ImportWorld()
    world.upload('imp_1', file)
    while (world.rows.get('imp_1')?.finishedAt === null) {
      const message = world.messages.shift()
      if (message === undefined) throw new Error('the import stands still')
      await Promise.all([runImportStep(message, world.ports()), runImportStep(message, world.ports())])
    }
    expect(outcome(world)).toEqual(expected)
  }, 120_000)

  it('are found scattered in the same way whether their places are looked through once or nine times', async () => {
    const rows = Array.from({ length: 60 }, (_, index): FileRow => {
      return {
        order: (index * 7) % 11,
        person: index % 2 === 0 ? index % 3 : null,
        currency: '',
        quantity: 1,
      }
    })
    const world = new ImportWorld()
    world.upload('imp_1', fileOf(rows, longNotes))
    while (world.rows.get('imp_1')?.state === 'reading') {
      const message = world.messages.shift()
      if (message === undefined) throw new Error('the import stands still')
      await runImportStep(message, world.ports())
    }
    const row = world.rows.get('imp_1')
    if (row === undefined) throw new Error('the import is gone')
    const { files } = world.ports()
    let readCount = 0
    const counted = {
      ...files,
      read: (...asked: Parameters<typeof files.read>) => {
        readCount += 1
        return files.read(...asked)
      },
    }
    const outcomeFor = async (rowCount: number) => {
      readCount = 0
      const scattered = await findScattered({ ...row, rowCount }, counted)
      const kept = new TextDecoder().decode(world.objects.get(scatteredGroupsKey(row)))
      world.objects.delete(scatteredGroupsKey(row))
      return { count: scattered?.lateBucketCount, kept, readCount }
    }
    const once = await outcomeFor(row.rowCount)
    expect(once.count).toBeGreaterThan(0)
    expect(await outcomeFor(35_000_000)).toEqual({ ...once, readCount: once.readCount * 9 })
  })

  it('hold the orders of one person together, one after the other', async () => {
    const rows = Array.from({ length: 60 }, (_, index): FileRow => {
      return { order: index, person: index % 5, currency: '', quantity: 1 }
    })
    const world = await imported(fileOf(rows, longNotes))
    const people = [...world.events.values()].map(personOf)
    expect(people.filter((person, index) => person !== people[index - 1])).toHaveLength(5)
  })

  it('share out the orders of an address that many have', () => {
    const placer = placeBeside(8)
    for (let order = 0; order < 1_000; order += 1)
      placer.add({ group: `N-${order}`, line: `${order}`, beside: 'till@shop.example.com' })
    const sizes = [...placer.place().buckets.values()].map(({ length }) => length)
    expect(sizes).toHaveLength(8)
    expect(Math.max(...sizes)).toBeLessThan(200)
  })

  it('go on by order number alone where an older version of Patron began so', async () => {
    const world = new ImportWorld()
    const row = world.upload('imp_1', fileOf([{ order: 1, person: 1, currency: '', quantity: 1 }], ''))
    const { files } = world.ports()
    expect(await isPlacedBeside(row, files)).toBe(true)
    await files.write('imports/tenant/imp_1/buckets/000000/000000.ndjson', 'a row')
    expect(await isPlacedBeside(row, files)).toBe(false)
  })
})

function personOf({ identifiers }: CanonicalEvent): string {
  return identifiers.map(({ value }) => value).join()
}
