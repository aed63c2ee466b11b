import { expect, it } from 'vitest'
import { idToSetUp, isAnotherShops } from '#app/connections/id-to-set-up.ts'
import { fail, succeed } from '#shared/kernel/result.ts'

const tracking = { source: 'tracking', secretOrigin: 'none' } as const
const connections = [
  { source: 'tracking', connectionId: 'app', createdAt: '2026-03-01T00:00:00.000Z' },
  { source: 'tracking', connectionId: 'shop', createdAt: '2026-02-01T00:00:00.000Z' },
  { source: 'pos', connectionId: 'till', createdAt: '2026-01-01T00:00:00.000Z' },
]
const freshIds = ['fresh-1', 'fresh-2']
const freshId = () => freshIds.shift() ?? 'none left'

it('is the first connection that there is, at each visit, where keys send by it', () => {
  expect([1, 2].map(() => idToSetUp(tracking, connections, freshId))).toEqual(['shop', 'shop'])
})

it('is what keys send by anyway, where there is none yet', () => {
  expect(idToSetUp(tracking, connections.slice(2), freshId)).toBe('web')
})

it('is another one each time where a connection has an address of its own', () => {
  const ids = [1, 2].map(() => idToSetUp({ source: 'pos', secretOrigin: 'patron' }, connections, freshId))
  expect(ids).toEqual(['fresh-1', 'fresh-2'])
})

it('is another shop’s only where it is taken and the shop has none of that id', () => {
  const refused = (status: number) =>
    fail({ kind: 'not-found' as const, message: 'Not so', retryable: false, status })
  expect(isAnotherShops(refused(409), refused(404))).toBe(true)
  expect(isAnotherShops(refused(409), succeed({}))).toBe(false)
  for (const status of [0, 401, 403, 429, 500, 503]) {
    expect(isAnotherShops(refused(409), refused(status)), String(status)).toBe(false)
    expect(isAnotherShops(refused(status), refused(404)), String(status)).toBe(false)
  }
})
