import { describe, expect, it } from 'vitest'
import { foldName, foldText } from '#shared/identity/matching/fold-text.ts'

describe('foldText', () => {
  it.each([
    ["  O'Brien-Müller ", 'obrien muller'],
    ['Łukasz Żółć', 'lukasz zolc'],
    ['STRAßE 12a', 'strasse 12a'],
    ['José  María', 'jose maria'],
    ['Ｆｕｌｌ', 'full'],
    ['St. John’s', 'st johns'],
    ['Анна', 'анна'],
    ['山田 太郎', '山田 太郎'],
    ['--', ''],
  ])('folds %j to %j', (text, folded) => {
    expect(foldText(text)).toBe(folded)
    expect(foldText(folded)).toBe(folded)
  })
})

describe('foldName', () => {
  it.each([
    ['Dr. Ada', 'ada'],
    ['Mr', 'mr'],
    ['Prof. Dr. Ada', 'ada'],
    ['Dina', 'dina'],
  ])('takes titles off %j', (name, folded) => {
    expect(foldName(name)).toBe(folded)
  })
})
