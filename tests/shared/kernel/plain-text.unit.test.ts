import { expect, it } from 'vitest'
import { plainName, plainText } from '#shared/kernel/plain-text.ts'

it('writes any JSON as a person would', () => {
  expect(plainText('London')).toBe('London')
  expect(plainText(true)).toBe('yes')
  expect(plainText(null)).toBe('nothing')
  expect(plainText({ city: 'London', country: 'GB' })).toBe('city: London, country: GB')
  expect(plainText(['a', 2, { b: false }])).toBe('a, 2, b: no')
})

it('writes a program’s name as words', () => {
  expect(plainName('firstName')).toBe('First name')
  expect(plainName('product_id')).toBe('Product id')
  expect(plainName('url')).toBe('Url')
  expect(plainName('__')).toBe('__')
})
