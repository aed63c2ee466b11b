import { expect, it } from 'vitest'
import { groupLabel } from '#app/forecasts/accuracy-names.ts'
import { accuracyGroups } from '#app/forecasts/accuracy-view.ts'

it('names every kind of group in words', () => {
  const names = { class: 'lumpy', category: '', store: '', lane: 'tail', model: 'theta' }
  expect(accuracyGroups.map((group) => groupLabel(group, names[group], {}))).toEqual([
    'By chance',
    'Without a category',
    'Online',
    'Quick levels',
    'Theta: half a straight line, half a smoothed level',
  ])
  expect(groupLabel('store', '7', { 7: 'Leeds' })).toBe('Leeds')
  expect(groupLabel('store', '8', { 7: 'Leeds' })).toBe('8')
})
