import { describe, expect, it } from 'vitest'
import { fieldChoices, readMappingForm } from '#app/imports/read-mapping-form.server.ts'

const headings = ['InvoiceNo', 'InvoiceDate', 'UnitPrice', 'Note']

function form(fields: Record<string, string>): FormData {
  const data = new FormData()
  for (const [name, value] of Object.entries(fields)) data.set(name, value)
  return data
}

const confirmed = {
  'column-0': 'orderId',
  'column-1': 'orderedAt',
  'column-2': 'unitPrice',
  'column-3': '',
  currency: 'gbp',
  dateOrder: 'day-first',
  decimalMark: ',',
  channel: 'web',
  cancellationPrefix: '',
}

describe('readMappingForm', () => {
  it('turns columns and settings into a mapping', () => {
    expect(readMappingForm(form(confirmed), headings)).toEqual({
      ok: true,
      value: {
        kind: 'orders',
        columns: { orderId: 'InvoiceNo', orderedAt: 'InvoiceDate', unitPrice: 'UnitPrice' },
        currency: 'GBP',
        dateOrder: 'day-first',
        decimalMark: ',',
        channel: 'web',
      },
    })
  })

  it('names every required field that has no column', () => {
    const result = readMappingForm(form({ ...confirmed, 'column-0': '', 'column-1': '' }), headings)
    expect(result).toMatchObject({
      ok: false,
      failure: {
        problems: [
          'Choose the column for: Order or invoice number.',
          'Choose the column for: Date and time of the order.',
        ],
      },
    })
  })

  it('does not let two columns mean the same', () => {
    const result = readMappingForm(form({ ...confirmed, 'column-3': 'unitPrice' }), headings)
    expect(result).toMatchObject({
      ok: false,
      failure: { problems: ['“UnitPrice” and “Note” cannot both be the Price of one unit.'] },
    })
  })

  it('refuses a meaning and a setting that do not exist', () => {
    const result = readMappingForm(
      form({ ...confirmed, 'column-3': 'password', channel: 'pigeon' }),
      headings,
    )
    expect(result.ok).toBe(false)
  })

  it('says in words which setting cannot be used', () => {
    const result = readMappingForm(
      form({ ...confirmed, currency: 'eu', cancellationPrefix: 'CANCELLATION' }),
      headings,
    )
    expect(result).toMatchObject({
      failure: {
        problems: [
          'Currency: give the three letters of its code, such as EUR.',
          'Cancellations begin with: at most 10 characters.',
        ],
      },
    })
  })
})

describe('readMappingForm for another kind', () => {
  const answers = { ...confirmed, kind: 'inventory', 'column-0': 'stockItemId', 'column-1': 'countedAt' }

  it('asks for the fields of that kind', () => {
    expect(readMappingForm(form({ ...answers, 'column-2': 'availableQuantity' }), headings)).toMatchObject({
      ok: true,
      value: { kind: 'inventory', columns: { stockItemId: 'InvoiceNo', availableQuantity: 'UnitPrice' } },
    })
    expect(readMappingForm(form({ ...answers, 'column-2': '' }), headings)).toMatchObject({
      failure: { problems: ['Choose the column for: Units that can be sold.'] },
    })
  })
})

describe('fieldChoices', () => {
  it('offers order number and date as required', () => {
    const required = fieldChoices('orders').filter((field) => field.isRequired)
    expect(required.map((field) => field.name)).toEqual(['orderId', 'orderedAt'])
  })
})
