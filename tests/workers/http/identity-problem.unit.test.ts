import { expect, it } from 'vitest'
import { problemTypes } from '#shared/contracts/problems.ts'
import type { IdentityFailure } from '#shared/identity/decision-records.ts'
import { referencePage } from '#tests/docs/reference-page.ts'
import { identityProblem } from '#workers/http/identity-problem.ts'

it('answers each failure as the reference page says', () => {
  const [, section = ''] = referencePage('failures.md').split(
    '## Why a decision about identity cannot be made',
  )
  const rows = (section.split('\n## ')[0] ?? '').split('\n').filter((line) => line.startsWith('| `'))
  const listed = rows.map((row) => {
    const [, kind = '', , status = ''] = row.split('|').map((cell) => cell.trim())
    return { kind: kind.replaceAll('`', '') as IdentityFailure['kind'], status: Number(status.slice(0, 3)) }
  })
  expect(listed.length).toBe(16)
  for (const { kind, status } of listed) {
    const { code, message, extra } = identityProblem({ kind, message: 'Do this first.' })
    expect([kind, problemTypes[code].status]).toEqual([kind, status])
    expect([message, extra.detail]).toEqual(['Do this first.', 'Do this first.'])
    expect(extra.errors?.map((error) => error.code)).toEqual(status === 422 ? [kind] : undefined)
    expect(extra.headers?.['retry-after']).toBe(status === 503 ? '2' : undefined)
  }
})
