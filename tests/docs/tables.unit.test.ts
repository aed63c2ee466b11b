import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { repositoryRoot } from '#scripts/repository-root.ts'
import { referencePage, tableWords } from './reference-page.ts'

/** The names that a pattern finds in the files of a folder, each once a file. */
function namesIn(folder: string, pattern: RegExp): string[] {
  const files = readdirSync(join(repositoryRoot, folder), { recursive: true, encoding: 'utf8' })
  return files
    .filter((file) => file.endsWith('.ts'))
    .flatMap((file) => {
      const text = readFileSync(join(repositoryRoot, folder, file), 'utf8')
      // A later migration may make a table anew.
      return [...new Set([...text.matchAll(pattern)].map((match) => match[1] ?? ''))]
    })
    .sort()
}

describe('docs/reference/tables.md', () => {
  const [, d1 = '', objects = ''] = referencePage('tables.md').split('\n## ')

  it('lists the tables of D1', () => {
    expect(tableWords(d1).sort()).toEqual(namesIn('shared/database/tables', /sqliteTable\(\s*'(\w+)'/g))
  })

  it('lists the tables of the Durable Objects', () => {
    expect(tableWords(objects, 1).sort()).toEqual(namesIn('durable-objects', /create table (?!if )(\w+)/g))
  })
})
