import { describe, expect, it, vi } from 'vitest'
import { repeatCalls } from '#queues/repeat-calls.ts'

const waited: number[] = []
const wait = async (ms: number) => {
  waited.push(ms)
}

function failing(times: number, error: Error) {
  let calls = 0
  return vi.fn(async (name: string) => {
    calls += 1
    if (calls <= times) throw error
    return `hello ${name}`
  })
}

describe('repeatCalls', () => {
  it('tries a failed call again with the same values, a little later each time', async () => {
    waited.length = 0
    const greet = failing(2, new Error('away'))
    expect(await repeatCalls({ greet }, wait).greet('ada')).toBe('hello ada')
    expect(greet.mock.calls).toEqual([['ada'], ['ada'], ['ada']])
    expect(waited).toEqual([50, 250])
  })

  it('gives up after four tries', async () => {
    const greet = failing(9, new Error('away'))
    await expect(repeatCalls({ greet }, wait).greet('ada')).rejects.toThrow('away')
    expect(greet).toHaveBeenCalledTimes(4)
  })

  it('does not repeat what cannot get better', async () => {
    const greet = failing(9, new TypeError('no such thing'))
    await expect(repeatCalls({ greet }, wait).greet('ada')).rejects.toThrow('no such thing')
    expect(greet).toHaveBeenCalledTimes(1)
  })

  it('leaves what is not asynchronous as it is', () => {
    const nowMs = vi.fn(() => 7)
    expect(repeatCalls({ nowMs }, wait).nowMs()).toBe(7)
  })
})
