import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { repositoryRoot } from '#scripts/repository-root.ts'
import { referencePage, tableWords } from './reference-page.ts'

function readFolder(folder: string): string {
  const files = readdirSync(join(repositoryRoot, folder), { recursive: true, encoding: 'utf8' })
  return files
    .filter((file) => /\.(?:ts|sql)$/.test(file))
    .map((file) => readFileSync(join(repositoryRoot, folder, file), 'utf8'))
    .join('\n')
}

describe('docs/reference/tables.md', () => {
  const [, d1 = '', objects = ''] = referencePage('tables.md').split('\n## ')

  it('lists the tables of D1', () => {
    const tables = [...readFolder('shared/database/tables').matchAll(/sqliteTable\(\s*'(\w+)'/g)]
    expect(tableWords(d1).sort()).toEqual(tables.map((match) => match[1]).sort())
  })

  it('lists the tables of the Durable Objects', () => {
    const tables = [...readFolder('durable-objects').matchAll(/create table (?!if )(\w+)/g)]
    expect(tableWords(objects, 1).sort()).toEqual(tables.map((match) => match[1]).sort())
  })
})
