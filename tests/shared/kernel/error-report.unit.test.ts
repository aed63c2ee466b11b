import { drizzle } from 'drizzle-orm/d1'
import { describe, expect, it } from 'vitest'
import * as z from 'zod'
import { userAccountTable } from '#shared/database/tables/account.ts'
import { errorReport } from '#shared/kernel/error-report.ts'

const canary = 'canary-7f3a@person.example'

/** What a function throws or rejects with. */
async function thrownBy(run: () => unknown): Promise<unknown> {
  try {
    await run()
  } catch (error) {
    return error
  }
  throw new Error('it should have thrown')
}

const failingDatabase = {
  prepare: () => ({
    bind: () => ({
      run: () => Promise.reject(new Error('D1_ERROR: no such table: user_account: SQLITE_ERROR')),
    }),
  }),
} as unknown as D1Database

class OddError extends Error {
  override name = `OddError`
}

const quoting: [string, () => unknown][] = [
  ['a text that is no JSON', () => JSON.parse(`${canary} is no JSON`)],
  ['an address that is none', () => new URL(`//${canary}`)],
  ['an address that nobody answers', () => fetch(`foo://${canary}`)],
  ['a contract', () => z.enum(['one']).parse(canary)],
  ['a query', () => drizzle(failingDatabase).update(userAccountTable).set({ email: canary }).run()],
  ['another library', () => Promise.reject(new OddError(`cannot take ${canary}\n    at ${canary}`))],
  ['a text', () => Promise.reject(canary)],
  ['an object', () => Promise.reject({ email: canary })],
]

describe('errorReport', () => {
  it.each(quoting)('tells nothing of what %s quotes, also as a cause', async (_, run) => {
    const error = await thrownBy(run)
    const outer = new Error('a step stays open', { cause: error })
    expect(JSON.stringify([errorReport(error), errorReport(outer)])).not.toContain('canary')
    expect(errorReport(outer).error).toMatch(/^Error: a step stays open, because of \S/)
  })

  it('tells what the code itself says, and where', () => {
    const { error, frames } = errorReport(new Error('the log is not there'))
    expect(error).toBe('Error: the log is not there')
    expect(frames[0]).toMatch(/^at .*error-report\.unit\.test\.ts:\d+:\d+/)
  })

  it('tells which query failed and why, without its values', async () => {
    const { error } = errorReport(await thrownBy(quoting[4]?.[1] ?? (() => undefined)))
    expect(error).toMatch(/^Failed query: update "user_account" set "email" = \?/)
    expect(error).toContain('because of Error: D1_ERROR: no such table')
  })

  it('ends at a cause that is its own', () => {
    const error = new Error('round and round')
    error.cause = error
    expect(errorReport(error).error.match(/round/g)?.length).toBeLessThan(20)
  })
})
