import { describe, expect, it } from 'vitest'
import { importCycles } from './import-cycles.ts'

describe('importCycles', () => {
  it('finds none where imports only lead down, though two ways lead to one file', () => {
    expect(
      importCycles([
        { path: 'a', files: ['b', 'c'] },
        { path: 'b', files: ['d'] },
        { path: 'c', files: ['d', 'package'] },
        { path: 'd', files: [] },
      ]),
    ).toEqual([])
  })

  it('finds a circle behind a file that is not in it', () => {
    expect(
      importCycles([
        { path: 'a', files: ['b'] },
        { path: 'b', files: ['c'] },
        { path: 'c', files: ['b'] },
      ]),
    ).toEqual([['b', 'c', 'b']])
  })

  it('finds a file that imports itself', () => {
    expect(importCycles([{ path: 'a', files: ['a'] }])).toEqual([['a', 'a']])
  })
})
