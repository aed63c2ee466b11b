import { expect, it, vi } from 'vitest'
import { runChores } from '#workers/scheduled/run-chores.ts'

it('does what comes after a chore that fails, and says which one did', async () => {
  const complained = vi.spyOn(console, 'error').mockImplementation(() => undefined)
  const did: string[] = []
  await runChores({
    first: async () => void did.push('first'),
    second: () => Promise.reject(new Error('no database')),
    third: async () => void did.push('third'),
  })
  expect(did).toEqual(['first', 'third'])
  expect(complained).toHaveBeenCalledOnce()
  expect(JSON.parse(complained.mock.calls[0]?.[0])).toMatchObject({
    chore: 'second',
    error: 'Error: no database',
  })
})
