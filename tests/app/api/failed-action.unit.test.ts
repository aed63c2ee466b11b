import { expect, it } from 'vitest'
import { failedAction } from '#app/api/failed-action.server.ts'
import type { ClientFailure } from '#shared/contracts/client.ts'

type Errors = { pointer: string; detail: string }[]

function failureWith(message: string, errors?: Errors): ClientFailure {
  const problem = {
    type: '/docs/problems#invalid-content',
    title: 'Some fields are wrong',
    status: 422,
    code: 'invalid-content' as const,
    requestId: 'request-1',
    ...(errors && { errors }),
  }
  return { kind: 'invalid-content', message, retryable: false, status: 422, problem }
}

it.each<[string, string, Errors | undefined]>([
  ['There are no orders.', 'There are no orders.', undefined],
  [
    'Some fields are wrong: Count is missing; Assigned to is not a text',
    'Some fields are wrong',
    [
      { pointer: '/count', detail: 'is missing' },
      { pointer: '/assignedTo', detail: 'is not a text' },
    ],
  ],
  ['The topic is unknown', 'The topic is unknown', [{ pointer: '/topic', detail: 'The topic is unknown' }]],
])('says %j', (error, message, errors) => {
  const answer = failedAction(failureWith(message, errors), new Request('https://patron.example/jobs'))
  expect([answer.data, answer.init?.status]).toEqual([{ error }, 422])
})

it('tells of an API that does not answer as of a fault of the server', () => {
  const failure = {
    kind: 'unreachable' as const,
    message: 'Patron does not answer.',
    retryable: true,
    status: 0,
  }
  const answer = failedAction(failure, new Request('https://patron.example/jobs'))
  expect([answer.data, answer.init?.status]).toEqual([{ error: 'Patron does not answer.' }, 503])
})
