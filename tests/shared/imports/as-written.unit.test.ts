import { expect, it } from 'vitest'
import { asWritten } from '#shared/imports/as-written.ts'
import { importRows } from './kinds/import-rows.ts'

/** The ids that these rows had before a row's country counted, written down from commit bb77131. */
const idsOfFiles = [
  [
    `phone,country,first name,updated at
98765 01234,IN,Asha,2026-01-01
030 901820,Deutschland,Lise,2026-01-01
07700 900123,Ireland,Ada,2026-01-01
0044 7700 900123,US,Ada,2026-01-01
020 7946 0123,,Grace,2026-01-01`,
    [
      'customer:26t5l9nnt0aoswxyp8aou',
      'customer:1vibcz8a0hx1zwtrej8abt',
      'customer:1x7vpizbakx24hd8cka0bj',
      'customer:153e4bbqc8w1dcmt0wy84q',
      'customer:1z5dj6zrga326zbl97o6ly',
    ],
  ],
  [
    `email,phone,country,updated at
ada@example.com,020 7946 0123,FR,2026-01-01`,
    ['customer:1qju99kayo7giji93puxy'],
  ],
  [
    `order id,order date,product,quantity,price,phone,shipping country
1001,2026-01-02,Tea,1,5.00,0151 23456789,Germany
1002,2026-01-02,Tea,1,5.00,07700 900123,Ireland`,
    ['order:1001:1a9dlci8xyz', 'order:1002:puoo09iki9'],
  ],
  [
    `loyalty card,joined at,points,phone
L-1234567,2026-01-02,5,0151 23456789`,
    ['loyalty:2btvoziz37uuwwscco8go'],
  ],
] as const

it.each(['GB', 'DE', 'IN'])('names events by the text of their file, in a shop of %s too', (country) => {
  for (const [csv, ids] of idsOfFiles) {
    expect(importRows(csv, {}, country).events.map(({ id }) => id)).toEqual(ids)
  }
})

it('has the phone as the file has it, and all else as it is', () => {
  const [event] = importRows('email,phone,country\nada@example.com,0151 23456789,Germany').events
  if (event === undefined) throw new Error('the row became no event')
  expect(event.identifiers[0]).toEqual({ type: 'phone', value: '+4915123456789' })
  const written = asWritten(event)
  expect(written).toEqual({
    ...event,
    identifiers: [{ type: 'phone', value: '0151 23456789' }, event.identifiers[1]],
  })
  expect(asWritten(written)).toBe(written)
  expect(asWritten({ ...event, traits: {} }).identifiers).toBe(event.identifiers)
})
