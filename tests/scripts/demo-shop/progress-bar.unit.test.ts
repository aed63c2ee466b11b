import { describe, expect, it } from 'vitest'
import { progressBar } from '#scripts/demo-shop/progress-bar.ts'

describe('the progress bar', () => {
  it('writes a plain line at each quarter where there is no terminal', () => {
    const { output, texts } = recorder(false)
    const bar = progressBar('Sending', 1_000, output, () => 0)
    for (let count = 10; count <= 1_000; count += 10) bar.show(count)
    bar.finish()
    expect(texts).toEqual([
      'Sending: 250 of 1,000\n',
      'Sending: 500 of 1,000\n',
      'Sending: 750 of 1,000\n',
      'Sending: 1,000 of 1,000\n',
    ])
  })

  it('redraws one line on a terminal, not more often than the eye can follow, and ends full', () => {
    const { output, texts } = recorder(true)
    let nowMs = 0
    const bar = progressBar('Sending', 100, output, () => nowMs)
    for (let count = 1; count <= 100; count += 1) {
      nowMs += 10
      bar.show(count)
    }
    bar.finish()
    expect(texts.length).toBeLessThan(20)
    expect(texts.every((text) => text.startsWith('\rSending ') || text === '\n')).toBe(true)
    expect(texts.at(-2)).toBe(`\rSending ${'█'.repeat(30)} 100 of 100`)
  })

  it('is full when there is nothing to do', () => {
    const { output, texts } = recorder(false)
    progressBar('Sending', 0, output, () => 0).finish()
    expect(texts).toEqual(['Sending: 0 of 0\n'])
  })
})

function recorder(isTTY: boolean) {
  const texts: string[] = []
  return { texts, output: { isTTY, write: (text: string) => texts.push(text) } }
}
