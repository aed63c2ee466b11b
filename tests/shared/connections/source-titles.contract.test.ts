import { expect, it } from 'vitest'
import { sourceTitle, sourceTitles } from '#shared/connections/source-titles.ts'
import { connectableSources } from '#shared/sources/connectable-sources.ts'

it('says of each source that can be connected how it is called and who makes its secret, and of no other', () => {
  expect(Object.keys(sourceTitles).sort()).toEqual([...connectableSources.keys()].sort())
})

it('finds a name for one that nobody described, also for names that objects have anyway', () => {
  expect(sourceTitle('cornerShop')).toEqual({ title: 'Corner shop', secretOrigin: 'vendor' })
  expect(sourceTitle('constructor').title).toBe('Constructor')
})
