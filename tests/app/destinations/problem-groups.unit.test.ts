import { expect, it } from 'vitest'
import { groupProblems } from '#app/destinations/problem-groups.ts'
import type { DestinationProblemView } from '#shared/contracts/destinations.ts'

function problem(
  customerId: string,
  text: string,
  wanted: 'send' | 'remove' = 'send',
): DestinationProblemView {
  return { customerId, wanted, problem: text, remoteId: null, runId: 'run', since: '2026-11-01T10:00:00Z' }
}

it('puts together what differs in addresses and numbers only, the most frequent first', () => {
  const groups = groupProblems([
    problem('a', 'is on the stop list'),
    problem('b', 'Email address ada@shop.example is invalid'),
    problem('c', 'Email address bob.b@shop.example is invalid'),
    problem('d', 'Contact 4711 is locked', 'remove'),
    problem('e', 'Contact 4712 is locked', 'remove'),
    problem('f', 'Contact 4713 is locked', 'remove'),
    problem('g', 'Contact 4714 is locked', 'send'),
  ])
  expect(
    groups.map(({ problem: text, wanted, problems }) => [
      text,
      wanted,
      problems.map((each) => each.customerId),
    ]),
  ).toEqual([
    ['Contact 4711 is locked', 'remove', ['d', 'e', 'f']],
    ['Email address ada@shop.example is invalid', 'send', ['b', 'c']],
    ['is on the stop list', 'send', ['a']],
    ['Contact 4714 is locked', 'send', ['g']],
  ])
  expect(groupProblems([])).toEqual([])
})
