import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { reasonText } from '#app/connections/connection-words.ts'
import { deliveryResult } from '#app/connections/delivery-result.ts'
import { repositoryRoot } from '#scripts/repository-root.ts'

/** The reasons that a chapter of the reference lists. */
function reasonsIn(chapter: string): string[] {
  const text = readFileSync(join(repositoryRoot, 'docs/reference/failures.md'), 'utf8')
  const found = text.split('\n## ').find((part) => part.startsWith(chapter))
  return [...(found ?? '').matchAll(/^\| `([a-z-]+)` \|/gm)].flatMap(([, reason]) => reason ?? [])
}

it.each([
  'Why a webhook is refused',
  'Why a signed delivery has failed',
  'Why a call or a delivery is no event',
])('says each reason of "%s" in words', (chapter) => {
  const reasons = reasonsIn(chapter)
  expect(reasons.length).toBeGreaterThan(1)
  // No delivery can come to this one: it is about tracking calls.
  for (const reason of reasons.filter((each) => each !== 'event-too-large'))
    expect(reasonText(reason), reason).not.toBe(reason)
})

it('says of an unreadable body all that it may be', () => {
  for (const cause of ['too large', 'otherwise than as gzip', 'broken'])
    expect(reasonText('unreadable-body')).toContain(cause)
})

it('shows a reason that nobody described as it stands', () => {
  expect(reasonText('out-of-beans')).toBe('out-of-beans')
  expect(reasonText('constructor')).toBe('constructor')
})

describe('deliveryResult', () => {
  const nothing = { reason: null, acceptedCount: 0, duplicateCount: 0, quarantinedCount: 0 }

  it.each([
    [{ ...nothing, verdict: 'accepted' as const, acceptedCount: 1 }, '1 new event'],
    [
      { ...nothing, verdict: 'accepted' as const, acceptedCount: 2, duplicateCount: 3 },
      '2 new events, 3 known already',
    ],
    [
      { ...nothing, verdict: 'quarantined' as const, reason: 'out-of-beans', quarantinedCount: 1 },
      '1 in quarantine. out-of-beans',
    ],
    [{ ...nothing, verdict: 'refused' as const, reason: 'out-of-beans' }, 'out-of-beans'],
    [{ ...nothing, verdict: 'nothing-to-do' as const }, 'It says nothing that Patron keeps.'],
  ])('%j', (delivery, text) => {
    expect(deliveryResult(delivery)).toBe(text)
  })
})
