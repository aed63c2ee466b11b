import type { DestinationProblemView } from '#shared/contracts/destinations.ts'

/** Records that the other system refused in the same words. */
export interface ProblemGroup {
  readonly problem: string
  readonly wanted: DestinationProblemView['wanted']
  readonly problems: readonly DestinationProblemView[]
}

/**
 * The problems by what was wanted and what the other system said, the largest group first. Addresses, numbers and ids in
 * its words differ from record to record: two texts that differ only in these are one group, which shows the first.
 */
export function groupProblems(problems: readonly DestinationProblemView[]): ProblemGroup[] {
  const groups = new Map<string, DestinationProblemView[]>()
  for (const each of problems) {
    const key = `${each.wanted} ${withoutParticulars(each.problem)}`
    const group = groups.get(key)
    if (group === undefined) groups.set(key, [each])
    else group.push(each)
  }
  return [...groups.values()]
    .flatMap((group): ProblemGroup[] => {
      const [first] = group
      return first === undefined ? [] : [{ problem: first.problem, wanted: first.wanted, problems: group }]
    })
    .sort((left, right) => right.problems.length - left.problems.length)
}

/** A text without e-mail addresses and without words that hold a digit. */
function withoutParticulars(text: string): string {
  return text.replace(/\S+@\S+/g, '@').replace(/\S*\d\S*/g, '#')
}
