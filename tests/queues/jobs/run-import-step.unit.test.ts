import { describe, expect, it } from 'vitest'
import { runImportStep } from '#queues/jobs/run-import-step.ts'
import { ImportWorld } from './memory-import-ports.ts'

/** Rows of 100 KB each, so that a small number of orders takes several reading steps and several buckets. */
function largeFile(): Uint8Array {
  const lines = ['InvoiceNo,StockCode,Quantity,InvoiceDate,UnitPrice,CustomerID,Notes']
  for (let index = 0; index < 60; index += 1) {
    const order = 1000 + (index % 20)
    const date = index % 17 === 0 ? 'yesterday' : '2010-12-01 08:26:00'
    const notes = `"${'long, '.repeat(17_000)}\n"`
    lines.push(
      `${order},SKU${index},${1 + (index % 3)},${date},2.55,${order % 7 === 0 ? '' : order},${notes}`,
    )
  }
  return new TextEncoder().encode(`${lines.join('\n')}\n`)
}

function outcome(world: ImportWorld, importId: string) {
  const row = world.rows.get(importId)
  const { step, acceptedEventCount, duplicateEventCount, ...rest } = row ?? ({} as never)
  return {
    row: { ...rest, eventCount: acceptedEventCount + duplicateEventCount },
    events: [...world.events.values()].sort((left, right) => (left.id < right.id ? -1 : 1)),
    objects: [...world.objects]
      .filter(([key]) => !key.endsWith('file.csv'))
      .map(([key, bytes]) => [key, new TextDecoder().decode(bytes)]),
  }
}

describe('runImportStep', () => {
  const file = largeFile()

  it('takes a file in over several steps and leaves only the file and the rejects', async () => {
    const world = new ImportWorld()
    world.upload('imp_1', file)
    const row = await world.run('imp_1')
    expect(row).toMatchObject({
      state: 'done',
      bucketCount: 2,
      rowCount: 60,
      rejectedRowCount: 4,
      orderCount: 20,
      acceptedEventCount: 20,
      duplicateEventCount: 0,
      readByteCount: file.length,
      rejectReasons: [{ reason: 'unknown-date', column: 'InvoiceDate', rowCount: 4 }],
    })
    const lineCount = [...world.events.values()].reduce(
      (sum, event) => sum + (event.order?.lines.length ?? 0),
      0,
    )
    expect(lineCount).toBe(56)
    expect([...world.objects.keys()].filter((key) => key.includes('/buckets/'))).toEqual([])
  })

  it('judges the phones of a file by the country of the shop, and by that of the row', async () => {
    const csv =
      'Phone,Country\n020 7946 0123,\n32 12 34 56,DK\n32 12 34 56,\n020 7946 0123,DK\n0151 23456789,DK\n'
    const world = new ImportWorld()
    world.upload('imp_1', new TextEncoder().encode(csv))
    const row = await world.run('imp_1')
    expect([...world.events.values()].map(({ identifiers }) => identifiers)).toEqual([
      [{ type: 'phone', value: '020 7946 0123' }],
      [{ type: 'phone', value: '+4532123456' }],
      [{ type: 'phone', value: '020 7946 0123' }],
    ])
    expect(row.rejectReasons).toMatchObject([
      {
        reason: 'invalid-phone',
        column: 'Phone',
        rowCount: 2,
        examples: [
          { lineNumber: 4, value: '32 12 34 56' },
          { lineNumber: 6, value: '0151 23456789' },
        ],
      },
    ])
  })

  it('comes to the same end wherever it is killed, before or after the effect of any call', async () => {
    const plain = new ImportWorld()
    plain.upload('imp_1', file)
    await plain.run('imp_1')
    const expected = outcome(plain, 'imp_1')
    expect(plain.portCallCount).toBeGreaterThan(20)

    for (let atCall = 0; atCall < plain.portCallCount; atCall += 1) {
      for (const afterEffect of [false, true]) {
        const world = new ImportWorld()
        world.upload('imp_1', file)
        world.crash = { atCall, afterEffect }
        await world.run('imp_1')
        expect(outcome(world, 'imp_1'), `killed at call ${atCall}, after its effect: ${afterEffect}`).toEqual(
          expected,
        )
      }
    }
  }, 180_000)

  it.each([
    ['customers', 'email,first name\na@example.com,Ada\nb@example.com,Bo\na@example.com,Ada\n,Cy\n', 2],
    ['products', 'sku,title,price\nA,Mug,1\nB,Tray,2\nC,Lamp,much\n', 2],
    ['inventory', 'sku,available\nA,1\nB,2\nA,3\n', 2],
    ['sales', 'date,sku,units\n2025-12-01,A,1\n2025-12-01,A,2\n2025-12-02,A,3\n2025-12-02,B,few\n', 2],
    ['loyalty', 'card number,points\n1,5\n2,6\n,7\n', 2],
  ])('does so with a file of %s', async (kind, csv, eventCount) => {
    const bytes = new TextEncoder().encode(csv)
    const run = async (crash?: ImportWorld['crash']) => {
      const world = new ImportWorld()
      expect(world.upload('imp_1', bytes).mapping?.kind).toBe(kind)
      world.crash = crash
      await world.run('imp_1')
      return world
    }
    const plain = await run()
    expect([plain.events.size, plain.rows.get('imp_1')?.rejectedRowCount]).toEqual([eventCount, 1])
    for (let atCall = 0; atCall < plain.portCallCount; atCall += 1) {
      for (const afterEffect of [false, true]) {
        const world = await run({ atCall, afterEffect })
        expect(outcome(world, 'imp_1'), `killed at call ${atCall}`).toEqual(outcome(plain, 'imp_1'))
      }
    }
  })

  it('does the work once when its message comes twice at every step', async () => {
    const world = new ImportWorld()
    world.upload('imp_1', file)
    const single = new ImportWorld()
    single.upload('imp_1', file)
    await single.run('imp_1')
    while (world.rows.get('imp_1')?.finishedAt === null) {
      const message = world.messages.shift()
      if (message === undefined) throw new Error('the import stands still')
      await Promise.all([runImportStep(message, world.ports()), runImportStep(message, world.ports())])
    }
    const { row, events, objects } = outcome(world, 'imp_1')
    expect({ ...row, eventCount: 20 }).toEqual(outcome(single, 'imp_1').row)
    expect({ events, objects }).toEqual({
      events: outcome(single, 'imp_1').events,
      objects: outcome(single, 'imp_1').objects,
    })
  })

  it('changes nothing when the same file comes again', async () => {
    const world = new ImportWorld()
    world.upload('imp_1', file)
    await world.run('imp_1')
    const before = outcome(world, 'imp_1').events
    world.upload('imp_2', file)
    const again = await world.run('imp_2')
    expect(again).toMatchObject({ acceptedEventCount: 0, duplicateEventCount: 20, rejectedRowCount: 4 })
    expect(outcome(world, 'imp_2').events).toEqual(before)
  })

  it('takes the mended rejects in as new lines of the same orders', async () => {
    const world = new ImportWorld()
    world.upload('imp_1', file)
    const first = await world.run('imp_1')
    const rejects = [...world.objects].filter(([key]) => key.includes('/rejects/'))
    const mended = rejects
      .map(([, bytes]) => new TextDecoder().decode(bytes))
      .join('')
      .replaceAll('yesterday', '2010-12-01 09:00:00')
    const heading = `line,column,reason,detail,${first.preview.columns.join(',')}\r\n`
    world.upload('imp_2', new TextEncoder().encode(heading + mended))
    const second = await world.run('imp_2')
    expect(second).toMatchObject({ rowCount: 4, rejectedRowCount: 0, acceptedEventCount: 4 })
    const lines = [...world.events.values()].flatMap((event) =>
      (event.order?.lines ?? []).map((line) => `${event.order?.orderId} ${line.lineId}`),
    )
    expect(new Set(lines).size).toBe(60)
  })

  it('waits in settling until the log has settled what came by then', async () => {
    const world = new ImportWorld()
    world.unsettledPolls = 5
    const row = world.upload('imp_1', file)
    await world.run('imp_1')
    expect(world.rows.get('imp_1')?.step).toBe(row.step + 2 + 2 + 5 + 1)
  })

  it('fails, and says why, when the file is gone or is one endless line', async () => {
    const gone = new ImportWorld()
    gone.upload('imp_1', file)
    gone.objects.clear()
    expect(await gone.run('imp_1')).toMatchObject({ state: 'failed', failure: 'The uploaded file is gone' })

    const endless = new ImportWorld()
    endless.upload('imp_1', new TextEncoder().encode(`order id,date,amount\n${'x'.repeat(5_000_000)}\n`))
    const row = await endless.run('imp_1')
    expect(row).toMatchObject({
      state: 'failed',
      failure: expect.stringContaining('Line 2 is longer than 4 MiB'),
    })
  })

  it('drops a message that names no import, and does nothing for one that has ended', async () => {
    const world = new ImportWorld()
    const message = { version: 1, kind: 'import', tenantId: 'tenant', importId: 'imp_1' } as const
    expect(await runImportStep(message, world.ports())).toEqual({ kind: 'drop', reason: 'unknown-import' })
    world.upload('imp_1', file)
    const ended = await world.run('imp_1')
    expect(await runImportStep(message, world.ports())).toEqual({ kind: 'done' })
    expect(world.rows.get('imp_1')).toEqual(ended)
  })
})
