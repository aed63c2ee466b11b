import { describe, expect, it } from 'vitest'
import { reasonWords } from '#app/segments/reason-words.ts'
import { segmentReasonCodes } from '#shared/predictions/segments/segment-update.ts'

describe('reasonWords', () => {
  it.each(segmentReasonCodes)('says %s as a person would', (code) => {
    const words = reasonWords([code])
    expect(words).not.toMatch(/[a-z]-[a-z]|[a-z][A-Z]/)
    // A code that only lost its hyphens is not in the list.
    expect(words.toLowerCase()).not.toBe(code.replaceAll('-', ' '))
  })

  it('says several, and one that came later', () => {
    expect(reasonWords(['recency-fell', 'moon-rose'])).toBe('has not bought for longer; Moon rose')
    expect(reasonWords(['constructor', '__proto__'])).toBe('Constructor; Proto')
    expect(reasonWords([])).toBe('')
  })
})
