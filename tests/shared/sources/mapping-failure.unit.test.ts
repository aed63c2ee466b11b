import { expect, it } from 'vitest'
import { jsonPointer, refuse } from '#shared/sources/mapping-failure.ts'

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

it('names no more of a field that the sender named than can be read', () => {
  const pointerOf = (...path: string[]) => {
    const { message, errors } = refuse('invalid-order', [
      { pointer: jsonPointer(path), detail: 'is missing' },
    ]).failure
    expect(message).toBe(`${errors[0]?.pointer} is missing`)
    return errors[0]?.pointer
  }
  expect(pointerOf('x'.repeat(60), '0', 'a/b')).toBe(`/${'x'.repeat(60)}/0/a~1b`)
  expect(pointerOf('x'.repeat(300_000), 'y'.repeat(61))).toBe(`/${'x'.repeat(60)}.../${'y'.repeat(60)}...`)
  // Neither a sign of two halves nor an escaped one is cut in the middle.
  expect(pointerOf(`${'x'.repeat(59)}😀y`)).toBe(`/${'x'.repeat(59)}\ufffd...`)
  expect(pointerOf(`${'x'.repeat(59)}/y`)).toBe(`/${'x'.repeat(59)}...`)
})
