/** The smallest group in which a person cannot be told from the others. */
export const smallestGroup = 10

/** People who are alike, by columns that could tell who they are together; each column's coarser values come after its finer ones. */
export interface Generalisable<Column extends string> {
  /** How many they are. */
  readonly count: number
  readonly levels: Readonly<Record<Column, readonly string[]>>
}

/** People who cannot be told from each other by these columns. */
export interface AnonymousGroup<Column extends string> {
  readonly values: Readonly<Record<Column, string>>
  readonly count: number
}

/**
 * People in groups of at least `k` (Sweeney 2002: k-anonymity), coarser only where it is needed: all start at the finest
 * values; who is in too small a group becomes coarser, one column at a time in the order of `columns`, and meets the
 * others who had to. Who is alone even with every column at its coarsest is left out, and counted in `suppressedCount`.
 */
export function anonymise<Column extends string>(
  people: readonly Generalisable<Column>[],
  columns: readonly Column[],
  k = smallestGroup,
): { groups: AnonymousGroup<Column>[]; suppressedCount: number } {
  const groups: AnonymousGroup<Column>[] = []
  let waiting = people
  for (const depths of roundsOf(people, columns)) {
    const together = new Map<string, { values: Record<Column, string>; people: Generalisable<Column>[] }>()
    for (const person of waiting) {
      const values = valuesAt(person, columns, depths)
      const name = JSON.stringify(columns.map((column) => values[column]))
      const group = together.get(name) ?? { values, people: [] }
      group.people.push(person)
      together.set(name, group)
    }
    const small: Generalisable<Column>[] = []
    for (const { values, people: members } of together.values()) {
      const count = countOf(members)
      if (count >= k) groups.push({ values, count })
      else small.push(...members)
    }
    waiting = small
  }
  return { groups: joined(groups, columns), suppressedCount: countOf(waiting) }
}

function countOf(people: readonly { readonly count: number }[]): number {
  return people.reduce((sum, { count }) => sum + count, 0)
}

/** How deep each column is generalised, round by round: one column a step, the first column first. */
function* roundsOf<Column extends string>(
  people: readonly Generalisable<Column>[],
  columns: readonly Column[],
): Generator<Readonly<Record<Column, number>>> {
  const deepest = (column: Column) =>
    people.reduce((most, { levels }) => Math.max(most, levels[column].length - 1), 0)
  const depths = Object.fromEntries(columns.map((column) => [column, 0])) as Record<Column, number>
  yield { ...depths }
  for (const column of columns) {
    const most = deepest(column)
    while (depths[column] < most) {
      depths[column] += 1
      yield { ...depths }
    }
  }
}

function valuesAt<Column extends string>(
  { levels }: Generalisable<Column>,
  columns: readonly Column[],
  depths: Readonly<Record<Column, number>>,
): Record<Column, string> {
  return Object.fromEntries(
    columns.map((column) => [
      column,
      levels[column][Math.min(depths[column], levels[column].length - 1)] ?? '',
    ]),
  ) as Record<Column, string>
}

/** Groups of the same values that came about in different rounds are one. */
function joined<Column extends string>(
  groups: readonly AnonymousGroup<Column>[],
  columns: readonly Column[],
): AnonymousGroup<Column>[] {
  const byName = new Map<string, AnonymousGroup<Column>>()
  for (const group of groups) {
    const name = JSON.stringify(columns.map((column) => group.values[column]))
    const before = byName.get(name)
    byName.set(name, before === undefined ? group : { ...group, count: before.count + group.count })
  }
  return [...byName.values()]
}
