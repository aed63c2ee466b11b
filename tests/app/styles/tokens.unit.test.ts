import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'

const css = readFileSync(new URL('../../../app/styles/tokens.css', import.meta.url), 'utf8')

/** The colours of the n-th rule that sets `color-scheme`: light, dark by system, dark by choice. */
function colours(rule: number): Map<string, string> {
  const block = css.split(/^ *color-scheme: \w+;/m)[rule]?.split('}')[0] ?? ''
  return new Map(
    [...block.matchAll(/--([\w-]+): (#[\da-f]{6});/g)].map((match) => [match[1] ?? '', match[2] ?? '']),
  )
}

const light = colours(1)
const darkBySystem = colours(2)
const darkByChoice = colours(3)

/** Relative luminance and contrast as WCAG 2.2 defines them. */
function luminance(hex: string): number {
  const [red, green, blue] = [1, 3, 5].map((start) => {
    const share = Number.parseInt(hex.slice(start, start + 2), 16) / 255
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4
  })
  return 0.2126 * (red ?? 0) + 0.7152 * (green ?? 0) + 0.0722 * (blue ?? 0)
}

function contrast(colourMap: Map<string, string>, front: string, back: string): number {
  const values = [front, back].map((name) => luminance(colourMap.get(name) ?? '')).sort((a, b) => b - a)
  return ((values[0] ?? 0) + 0.05) / ((values[1] ?? 0) + 0.05)
}

const grounds = ['paper', 'surface', 'sunken']
const texts = ['ink', 'ink-soft', 'ink-faint', 'accent', 'good', 'warn', 'bad', 'info']
const textPairs = [
  ...texts.flatMap((text) => grounds.map((ground) => [text, ground] as const)),
  ...['good', 'warn', 'bad', 'info', 'accent'].map((tone) => [tone, `${tone}-soft`] as const),
  ['accent-ink', 'accent'] as const,
  ['accent-ink', 'accent-strong'] as const,
  ['side-ink', 'side'] as const,
  ['side-ink-strong', 'side-active'] as const,
]
const graphicPairs = ['line-strong', 'focus', 'chart-1', 'accent'].flatMap((graphic) =>
  ['paper', 'surface'].map((ground) => [graphic, ground] as const),
)

describe('colour tokens', () => {
  it('are the same dark whether the system or the person chose it', () => {
    expect(darkByChoice.size).toBeGreaterThan(20)
    expect(darkByChoice).toEqual(darkBySystem)
    expect([...light.keys()]).toEqual([...darkBySystem.keys()])
  })

  for (const [theme, colourMap] of [
    ['light', light],
    ['dark', darkBySystem],
  ] as const) {
    it.each(textPairs)(`let %s be read on %s in ${theme} (4.5 : 1)`, (front, back) => {
      expect(contrast(colourMap, front, back)).toBeGreaterThanOrEqual(4.5)
    })

    it.each(graphicPairs)(`let %s be seen on %s in ${theme} (3 : 1)`, (front, back) => {
      expect(contrast(colourMap, front, back)).toBeGreaterThanOrEqual(3)
    })
  }
})
