import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { repositoryRoot } from '#scripts/repository-root.ts'

/** A page of docs/reference. */
export function referencePage(name: string): string {
  return readFileSync(join(repositoryRoot, 'docs/reference', name), 'utf8')
}

/** The words in code type in one column of a page's tables, the first column being 0, in the order of the page. */
export function tableWords(page: string, column = 0): string[] {
  return page
    .split('\n')
    .filter((line) => line.startsWith('| ') && !line.startsWith('|--'))
    .flatMap((line) => [...(line.split('|')[column + 1] ?? '').matchAll(/`([^`]+)`/g)])
    .map((match) => match[1] ?? '')
}
