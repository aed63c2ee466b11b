import { expect, it } from 'vitest'
import { refusedFields } from '#app/rules/refused-fields.server.ts'
import type { ClientFailure } from '#shared/contracts/client.ts'

const failure: ClientFailure = {
  kind: 'invalid-content',
  message: 'Some fields are not right',
  retryable: false,
  status: 422,
  problem: {
    type: 'about:blank',
    title: 'Invalid content',
    status: 422,
    code: 'invalid-content',
    requestId: 'req_1',
    errors: [
      { pointer: '/rules/limits/email/maxCount', detail: 'Too small' },
      { pointer: '/rules/maxMergedCustomers', detail: 'Too big.' },
      { pointer: '/', detail: 'Something else' },
    ],
  },
}

it('puts what the API says beside the field that it is about', () => {
  expect(refusedFields(failure, '/rules')).toEqual({
    'limits/email/maxCount': 'Too small.',
    maxMergedCustomers: 'Too big.',
  })
})

it('has nothing for a failure that is about no field', () => {
  const { problem: _, ...unreachable } = failure
  expect(refusedFields(unreachable, '/rules')).toEqual({})
})
