import { existsSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { repositoryRoot } from '#scripts/repository-root.ts'
import { referencePage } from './reference-page.ts'

/**
 * How many requirements of levels 1 and 2 each section of the standard has, counted in its own list. A section begins with
 * them, so their numbers run from 1.
 */
const requirementCounts: Readonly<Record<string, number>> = {
  ...{ '1.1': 2, '1.2': 9, '1.3': 11, '1.4': 3, '1.5': 2 },
  ...{ '2.1': 3, '2.2': 3, '2.3': 4, '2.4': 2 },
  ...{ '3.2': 2, '3.3': 4, '3.4': 6, '3.5': 5, '3.7': 2 },
  ...{ '4.1': 3, '4.2': 1, '4.3': 2, '4.4': 4 },
  ...{ '5.1': 1, '5.2': 3, '5.3': 2, '5.4': 3 },
  ...{ '6.1': 3, '6.2': 12, '6.3': 4, '6.4': 4, '6.5': 5, '6.6': 3, '6.8': 4 },
  ...{ '7.1': 3, '7.2': 4, '7.3': 2, '7.4': 5, '7.5': 2, '7.6': 2 },
  ...{ '8.1': 2, '8.2': 3, '8.3': 1, '8.4': 1 },
  ...{ '9.1': 3, '9.2': 4 },
  ...{ '10.1': 2, '10.2': 2, '10.3': 4, '10.4': 11, '10.5': 5, '10.6': 2, '10.7': 3 },
  ...{ '11.1': 2, '11.2': 3, '11.3': 3, '11.4': 4, '11.5': 1, '11.6': 1 },
  ...{ '12.1': 3, '12.2': 2, '12.3': 4 },
  ...{ '13.1': 1, '13.2': 5, '13.3': 2, '13.4': 5 },
  ...{ '14.1': 2, '14.2': 4, '14.3': 3 },
  ...{ '15.1': 3, '15.2': 3, '15.3': 7 },
  ...{ '16.1': 1, '16.2': 5, '16.3': 4, '16.4': 3, '16.5': 3 },
  ...{ '17.1': 1, '17.2': 4, '17.3': 2 },
}

const page = referencePage('asvs.md')
const rows = page
  .split('\n')
  .filter((line) => /^\| \d/.test(line))
  .map((line) => {
    const [, number = '', words = '', state = '', proof = ''] = line.split('|').map((cell) => cell.trim())
    return { number, words, state, proof }
  })

/** A file or folder of the repository, and not another word in code type. */
const isPath = (word: string) => /^[\w.-]+(?:\/[\w.$-]+)+$|^[\w-]+\.(?:json|toml|ts|md)$/.test(word)

function pathsIn(text: string): string[] {
  return [...text.matchAll(/`([^`]+)`/g)].map((match) => match[1] ?? '').filter(isPath)
}

function isThere(path: string): boolean {
  return existsSync(join(repositoryRoot, path))
}

describe('docs/reference/asvs.md', () => {
  it('has every requirement of levels 1 and 2 once and in order', () => {
    const numbers = Object.entries(requirementCounts).flatMap(([section, count]) =>
      Array.from({ length: count }, (_, index) => `${section}.${index + 1}`),
    )
    expect(rows.map(({ number }) => number)).toEqual(numbers)
  })

  it('puts each under the heading of its chapter', () => {
    const chapters = page.split(/^## V/m).slice(1)
    const misplaced = chapters.flatMap((chapter) => {
      const numbers = [...chapter.matchAll(/^\| (\d+)\.\S+ /gm)].map((match) => match[1])
      return numbers.filter((number) => number !== /^\d+/.exec(chapter)?.[0])
    })
    expect([chapters.length, misplaced]).toEqual([17, []])
  })

  it('says of each, in some words, one of five states', () => {
    const states = new Set(['done', 'partly', 'not done', 'not applicable', 'platform'])
    const unsaid = rows.filter(
      ({ words, state, proof }) =>
        words === '' || words.split(' ').length > 12 || !states.has(state) || proof === '',
    )
    expect(unsaid).toEqual([])
  })

  it('names a file for what is done', () => {
    expect(rows.filter(({ state, proof }) => state === 'done' && pathsIn(proof).length === 0)).toEqual([])
  })

  it('names no file that is not there', () => {
    const paths = pathsIn(page)
    expect(paths.length).toBeGreaterThan(rows.length)
    expect(paths.filter((path) => !isThere(path))).toEqual([])
  })
})

describe('docs/reference/security.md', () => {
  const security = referencePage('security.md')

  it('leads to pages that are there', () => {
    const linked = [...security.matchAll(/\]\(([^)#:]+)/g)].map((match) => match[1] ?? '')
    expect(linked).toContain('asvs.md')
    const folder = dirname('docs/reference/security.md')
    expect(linked.filter((link) => !isThere(join(folder, link)))).toEqual([])
  })

  it('counts the states of each chapter as the points do', () => {
    const counted = [
      ...security.matchAll(/^\| (V\d+) [^|]*\|([^|]*)\|([^|]*)\|([^|]*)\|([^|]*)\|([^|]*)\|/gm),
    ]
    const told = counted.map(([, chapter, ...counts]) => [chapter, ...counts.map(Number)])
    const columns = ['done', 'partly', 'not done', 'platform', 'not applicable']
    const expected = Array.from({ length: 17 }, (_, index) => {
      const ofChapter = rows.filter(({ number }) => number.startsWith(`${index + 1}.`))
      return [
        `V${index + 1}`,
        ...columns.map((column) => ofChapter.filter(({ state }) => state === column).length),
      ]
    })
    expect(told).toEqual(expected)
  })
})
