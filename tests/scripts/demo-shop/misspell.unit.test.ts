import { expect, it } from 'vitest'
import { misspellName } from '#scripts/demo-shop/misspell.ts'
import { firstNames, lastNames } from '#scripts/demo-shop/names.ts'
import { seededRandom } from '#shared/kernel/random.ts'

const names = [...firstNames, ...lastNames]

it('writes every name otherwise, by one slip, with its first letter', () => {
  const random = seededRandom(7)
  for (const name of names) {
    const written = misspellName(name, random)
    expect(written).not.toBe(name)
    expect(written[0]).toBe(name[0])
    expect(Math.abs(written.length - name.length)).toBeLessThanOrEqual(1)
  }
})

it('knows what is heard one way and written two', () => {
  const random = seededRandom(1)
  const written = new Set(Array.from({ length: 500 }, () => misspellName('Stephanie', random)))
  expect(written).toContain('Stefanie')
  expect(written).toContain('Stephany')
})
