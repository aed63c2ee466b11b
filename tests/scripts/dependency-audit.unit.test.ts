import { expect, it } from 'vitest'
import { readAudit } from '#scripts/dependency-audit.ts'

const found = (counts: object) =>
  JSON.stringify({ metadata: { vulnerabilities: { low: 0, moderate: 0, high: 0, critical: 0, ...counts } } })

it.each([
  ['nothing', found({}), true, /0 critical, 0 high/],
  ['something moderate', found({ moderate: 3 }), true, /3 moderate/],
  ['something high', found({ high: 1 }), false, /1 high/],
  ['something critical', found({ critical: 1 }), false, /1 critical/],
  ['a registry without advisories', '{"error":{"code":"ENOAUDIT"}}', true, /NOT CHECKED/],
  ['no answer at all', '', true, /NOT CHECKED/],
])('%s', (_, output, isPassed, words) => {
  const outcome = readAudit(output)
  expect(outcome.isPassed).toBe(isPassed)
  expect(outcome.words).toMatch(words)
})
