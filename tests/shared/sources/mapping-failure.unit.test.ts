import { expect, it } from 'vitest'
import { refuse } from '#shared/sources/mapping-failure.ts'

it('names the first wrong fields, and quotes no more of what was sent than can be read', () => {
  const errors = ['/a', '/b', '/c', '/d'].map((pointer) => ({ pointer, detail: 'is missing' }))
  expect(refuse('invalid-order', errors).failure).toEqual({
    kind: 'invalid-order',
    message: '/a is missing; /b is missing; /c is missing',
    retryable: false,
    errors,
  })
  const { message } = refuse('unsupported-topic', [
    { pointer: '', detail: `has the topic ${'x'.repeat(300_000)}` },
  ]).failure
  expect(message).toBe(`has the topic ${'x'.repeat(186)}...`)
})
