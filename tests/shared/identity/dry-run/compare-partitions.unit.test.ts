import { describe, expect, it } from 'vitest'
import { comparePartitions } from '#shared/identity/dry-run/compare-partitions.ts'

/** "a b|c": the identifiers of each customer. */
function partition(text: string, name: string): Map<string, string> {
  const owners = new Map<string, string>()
  for (const [index, keys] of text.split('|').entries()) {
    for (const key of keys.split(' ')) owners.set(key, `${name}${index}`)
  }
  return owners
}

describe('comparePartitions', () => {
  it.each([
    ['the same under other names', 'email:a phone:1|email:b', 'email:b|phone:1 email:a', [], []],
    [
      'two that become one',
      'email:a|email:b phone:1',
      'email:a email:b phone:1',
      [['phone:1', 'email:a']],
      [],
    ],
    [
      'one that becomes three',
      'email:a email:b cookie_id:c',
      'email:b|email:a|cookie_id:c',
      [],
      [['email:a', 'email:b', 'cookie_id:c']],
    ],
    [
      'an identifier that changes hands',
      'email:a email:b|email:c',
      'email:a|email:b email:c',
      [['email:b', 'email:c']],
      [['email:a', 'email:b']],
    ],
    ['an identifier that one of them does not know', 'email:a email:b|email:c', 'email:a|email:c', [], []],
  ])('finds %s', (_, before, after, merges, splits) => {
    const changes = comparePartitions(partition(before, 'b'), partition(after, 'a'))
    expect(changes.merges.map(({ partKeys }) => partKeys)).toEqual(merges)
    expect(changes.splits.map(({ partKeys }) => partKeys)).toEqual(splits)
  })
})
