import { describe, expect, it } from 'vitest'
import { mergeLogAddress, mergeLogQuery, parseMergeLogView } from '#app/merges/merge-log-view.ts'

const view = (search: string) => parseMergeLogView(new URLSearchParams(search))

describe('the view of the merge log', () => {
  it.each([
    '/merges',
    '/merges?status=undone',
    '/merges?rule=matcher',
    '/merges?status=standing&rule=person&customer=cus_1&cursor=abc',
  ])('%s leads to itself', (address) => {
    expect(mergeLogAddress(view(address.split('?')[1] ?? ''))).toBe(address)
  })

  it.each(['status=burnt&rule=whim', 'status=&rule=&customer=&cursor='])(
    'takes "%s" as if it were not there',
    (search) => {
      expect(view(search)).toEqual({
        status: 'all',
        rule: undefined,
        customerId: undefined,
        cursor: undefined,
      })
    },
  )

  it('is what the API is asked for', () => {
    expect(mergeLogQuery(view('status=undone&rule=person&customer=cus_1'))).toEqual({
      status: 'undone',
      rule: 'person',
      customerId: 'cus_1',
      cursor: undefined,
      limit: 25,
    })
  })
})
