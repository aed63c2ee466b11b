import { describe, expect, it } from 'vitest'
import { RecentValues } from '#workers/credentials/recent-values.ts'

const keepMs = 4_000
const failureMs = 60_000

/** A cache over a value that can change and a database that can go away. */
function cached() {
  const values = new RecentValues<string>(2, keepMs, failureMs)
  const state = { value: 'first' as string | undefined, isAway: false, loads: 0 }
  const load = async () => {
    state.loads += 1
    if (state.isAway) throw new Error('away')
    return state.value
  }
  return { state, values, at: (nowMs: number, key = 'key') => values.get(key, nowMs, load) }
}

describe('RecentValues', () => {
  it('looks once in a while', async () => {
    const { state, at } = cached()
    expect([await at(0), await at(1), await at(keepMs - 1)]).toEqual(['first', 'first', 'first'])
    expect(state.loads).toBe(1)
    state.value = 'second'
    expect(await at(keepMs)).toBe('second')
    expect(state.loads).toBe(2)
  })

  it('lets one request look again, and the others go on meanwhile', async () => {
    const { state, at } = cached()
    await at(0)
    state.value = 'second'
    const found = await Promise.all([at(keepMs), at(keepMs), at(keepMs + 1)])
    expect(found).toEqual(['second', 'first', 'first'])
    expect(state.loads).toBe(2)
    expect(await at(keepMs + 2)).toBe('second')
  })

  it('does not keep what is not there', async () => {
    const { state, at } = cached()
    state.value = undefined
    expect(await at(0)).toBeUndefined()
    state.value = 'new'
    expect(await at(1)).toBe('new')
    state.value = undefined
    expect(await at(1 + keepMs)).toBeUndefined()
    expect(await at(2 + keepMs)).toBeUndefined()
  })

  it('goes on while the database is away, but not for ever', async () => {
    const { state, at } = cached()
    await at(0)
    state.isAway = true
    expect(await at(keepMs)).toBe('first')
    expect(await at(failureMs - 1)).toBe('first')
    await expect(at(failureMs + keepMs)).rejects.toThrow('away')
    await expect(at(0, 'other')).rejects.toThrow('away')
  })

  it('forgets at once, also what was being read', async () => {
    const { state, values, at } = cached()
    await at(0)
    values.forget('key')
    state.value = 'second'
    expect(await at(1)).toBe('second')
    const reading = at(1 + keepMs)
    values.forget('key')
    state.value = 'third'
    await reading
    expect(await at(2 + keepMs)).toBe('third')
  })

  it('keeps no more than it may', async () => {
    const { state, at } = cached()
    for (const key of ['a', 'b', 'c']) await at(0, key)
    await at(1, 'a')
    expect(state.loads).toBe(4)
  })
})
