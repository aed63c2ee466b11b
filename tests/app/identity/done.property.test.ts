import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { doneAddress, doneKinds, parseDone } from '#app/identity/done.ts'

const id = fc.string({ minLength: 1 })
const decisions = fc.record({
  kind: fc.constantFrom(...doneKinds),
  mergeId: fc.option(id, { nil: undefined }),
  splitId: fc.option(id, { nil: undefined }),
  customerIds: fc.array(id, { maxLength: 3 }),
})

describe('what was done, in an address', () => {
  it('is read back as it was written, whatever the ids look like', () => {
    fc.assert(
      fc.property(decisions, (done) => {
        const url = new URL(doneAddress('/customers/cus_1', done), 'https://dashboard.test')
        expect(url.pathname).toBe('/customers/cus_1')
        expect(parseDone(url.searchParams)).toEqual(done)
      }),
    )
  })

  it.each(['', 'done=', 'done=paid', 'merge=mrg_1'])('is nothing in "%s"', (search) => {
    expect(parseDone(new URLSearchParams(search))).toBeUndefined()
  })
})
