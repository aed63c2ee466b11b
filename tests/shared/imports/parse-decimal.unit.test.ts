import { describe, expect, it } from 'vitest'
import { parseDecimal } from '#shared/imports/parse-decimal.ts'

describe('parseDecimal', () => {
  it.each([
    ['2.55', '2.55'],
    ['-3', '-3'],
    ['+7', '7'],
    ['0.001', '0.001'],
    ['.5', '.5'],
    ['1,234.50', '1234.50'],
    ['1,234,567', '1234567'],
    ["1'234.50", '1234.50'],
    ['£ 3.99', '3.99'],
    ['-£3.99', '-3.99'],
    ['3.99 €', '3.99'],
    ['2,55', undefined],
    ['1,23,456', undefined],
    ['1e3', undefined],
    ['0x10', undefined],
    ['NaN', undefined],
    ['12.3.4', undefined],
    ['--1', undefined],
    ['1-', undefined],
    ['.', undefined],
    ['', undefined],
    ['four', undefined],
  ])('reads %j with a decimal point as %j', (text, expected) => {
    expect(parseDecimal(text, '.')).toBe(expected)
  })

  it.each([
    ['2,55', '2.55'],
    ['-2,5', '-2.5'],
    ['1.234,50', '1234.50'],
    ['1 234,50', '1234.50'],
    ['1.234', '1234'],
    ['7', '7'],
    ['2.55', undefined],
    ['1,234,567', undefined],
  ])('reads %j with a decimal comma as %j', (text, expected) => {
    expect(parseDecimal(text, ',')).toBe(expected)
  })
})
