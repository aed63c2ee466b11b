import { afterEach, beforeEach, expect, vi } from 'vitest'

const unexpected: string[] = []

/** A test that makes the code complain must say so: with a spy of its own on console.error or console.warn. */
beforeEach(() => {
  unexpected.length = 0
  for (const method of ['error', 'warn'] as const) {
    vi.spyOn(console, method).mockImplementation((...words) => {
      unexpected.push(`console.${method}: ${words.join(' ')}`)
    })
  }
})

afterEach(() => {
  vi.restoreAllMocks()
  expect(unexpected, 'unexpected console output').toEqual([])
})
