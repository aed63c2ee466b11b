import { expect, it } from 'vitest'
import { newestSegments } from '#shared/identity/dry-run/newest-segments.ts'

it('newestSegments takes the shards in turns, each from its end', () => {
  const day = 'events/shop/2026-11-21'
  const names = [
    '0/000000000001-000000000009-a',
    '0/000000000010-000000000010-b',
    '1/000000000001-000000000002-c',
    '0/000000000011-000000000011-d',
  ]
  expect(newestSegments(names.map((name) => `${day}/${name}.ndjson`))).toEqual(
    [
      '1/000000000001-000000000002-c',
      '0/000000000011-000000000011-d',
      '0/000000000010-000000000010-b',
      '0/000000000001-000000000009-a',
    ].map((name) => `${day}/${name}.ndjson`),
  )
  expect(newestSegments([])).toEqual([])
})
