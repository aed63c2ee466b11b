import { describe, expect, it } from 'vitest'
import { decisionFields, splitField } from '#app/reviews/decision-fields.ts'
import { readDecision } from '#app/reviews/read-decision.server.ts'
import { decideReviewSchema } from '#shared/contracts/identity.ts'

function form(...fields: [string, string][]): FormData {
  const data = new FormData()
  for (const [name, value] of fields) data.append(name, value)
  return data
}

const { decision, customer, survivor, note } = decisionFields
const pair: [string, string][] = [
  [customer, 'cus_1'],
  [customer, 'cus_2'],
]

describe('readDecision', () => {
  it.each([
    [
      'a merge, the oldest stays',
      form([decision, 'merge'], ['basis', '7'], ...pair, [survivor, ''], [note, '  ']),
      { decision: 'merge', customerIds: ['cus_1', 'cus_2'], basis: 7 },
    ],
    [
      'a merge with a survivor and a note',
      form([decision, 'merge'], ...pair, [survivor, 'cus_2'], [note, ' Same street. ']),
      { decision: 'merge', customerIds: ['cus_1', 'cus_2'], survivorId: 'cus_2', note: 'Same street.' },
    ],
    [
      'keep apart',
      form([decision, 'keep-apart'], ['basis', '0'], ...pair),
      { decision: 'keep-apart', basis: 0 },
    ],
    ['not shared', form([decision, 'not-shared']), { decision: 'not-shared' }],
    [
      'a split, whatever else the form says',
      form(
        [decision, 'split'],
        ...pair,
        [splitField('cus_2'), 'email:a@example.com'],
        [splitField('cus_2'), 'phone:+441'],
      ),
      { decision: 'split', customerId: 'cus_2', identifiers: ['email:a@example.com', 'phone:+441'] },
    ],
  ])('reads %s', (_, data, expected) => {
    const read = readDecision(data)
    expect(read).toEqual({ ok: true, value: { basis: undefined, ...expected } })
    expect(decideReviewSchema.safeParse(read.ok && read.value).success).toBe(true)
  })

  it.each([
    ['nothing chosen', form(), 'Choose a decision first.'],
    ['a decision nobody knows', form([decision, 'burn']), 'Choose a decision first.'],
    [
      'a merge of one',
      form([decision, 'merge'], [customer, 'cus_1']),
      'Choose at least two customers that are one person.',
    ],
    [
      'a survivor that is not merged',
      form([decision, 'merge'], ...pair, [survivor, 'cus_3']),
      'The customer that stays must be one of those that are merged.',
    ],
    ['a split of nothing', form([decision, 'split']), 'Choose the identifiers that belong to somebody else.'],
    [
      'a split of two customers',
      form([decision, 'split'], [splitField('cus_1'), 'a:1'], [splitField('cus_2'), 'b:2']),
      'Choose identifiers of one customer only.',
    ],
  ])('asks again after %s', (_, data, message) => {
    expect(readDecision(data)).toMatchObject({ ok: false, failure: { kind: 'invalid-decision', message } })
  })

  it.each(['', 'seven', '-1', '1.5', '9999999999999999'])('takes the basis "%s" for none', (basis) => {
    const read = readDecision(form([decision, 'keep-apart'], ['basis', basis]))
    expect(read).toEqual({ ok: true, value: { decision: 'keep-apart', basis: undefined } })
  })
})
