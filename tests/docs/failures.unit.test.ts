import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { repositoryRoot } from '#scripts/repository-root.ts'
import { reviewReasons } from '#shared/identity/decisions.ts'
import { rejectReasons } from '#shared/imports/row-reject.ts'
import { referencePage, tableWords } from './reference-page.ts'

/** How the code writes a reason down: as a failure, a refusal, a rejected or quarantined record, an outcome. */
const writtenReasons = [
  /\brefuse\(\s*'([a-z]+(?:-[a-z]+)+)'/g,
  /\bfail\(\{\s*kind: '([a-z]+(?:-[a-z]+)+)'/g,
  /\bquarantine\('unknown', '([a-z]+(?:-[a-z]+)+)'/g,
  /\breason: '([a-z]+(?:-[a-z]+)+)'/g,
]

function reasonsInCode(): Set<string> {
  const reasons = new Set<string>([...Object.keys(rejectReasons), ...reviewReasons])
  for (const folder of ['shared', 'queues', 'workers', 'durable-objects']) {
    for (const file of readdirSync(join(repositoryRoot, folder), { recursive: true, encoding: 'utf8' })) {
      if (!file.endsWith('.ts')) continue
      const code = readFileSync(join(repositoryRoot, folder, file), 'utf8')
      for (const pattern of writtenReasons) {
        for (const match of code.matchAll(pattern)) reasons.add(match[1] ?? '')
      }
    }
  }
  return reasons
}

describe('docs/reference/failures.md', () => {
  const listed = new Set(tableWords(referencePage('failures.md')))
  const inCode = reasonsInCode()

  it('explains every reason that the code writes down', () => {
    expect([...inCode].filter((reason) => !listed.has(reason))).toEqual([])
  })

  it('explains no reason that is gone', () => {
    const known = [...inCode, 'stale-timestamp'] // for sources that sign a time
    expect([...listed].filter((reason) => !known.includes(reason))).toEqual([])
  })

  it('finds the reasons it is about', () => {
    expect([...inCode]).toEqual(
      expect.arrayContaining(['event-id-conflict', 'processing-failed', 'bad-signature']),
    )
  })
})
