/**
 * How the fields of two records can compare, from the same to different. A level's number is its place here plus one;
 * 0 stands for a field that one of the records lacks, which says nothing either way.
 */
export const fieldLevels = {
  firstName: ['same', 'nickname', 'close', 'similar', 'initial', 'different'],
  lastName: ['same', 'part', 'close', 'similar', 'different'],
  birthDate: ['same', 'swapped', 'close', 'partial', 'different'],
  email: ['same', 'sameMailbox', 'close', 'sameName', 'different'],
  phone: ['same', 'sameEnding', 'close', 'different'],
  street: ['same', 'similar', 'closeNumber', 'different'],
  postcode: ['same', 'close', 'sameTown', 'sameArea', 'different'],
  city: ['same', 'close', 'different'],
  firstNameInEmail: ['inEmail', 'initialInEmail', 'notInEmail'],
  lastNameInEmail: ['inEmail', 'notInEmail'],
  birthYearInEmail: ['inEmail', 'notInEmail'],
} as const satisfies Record<string, readonly string[]>

export type MatchField = keyof typeof fieldLevels
export type LevelOf<Field extends MatchField> = (typeof fieldLevels)[Field][number]
/** Fields that compare what one record lacks with what its e-mails tell of it, and the field they stand in for. */
export const fieldsToldByEmail = {
  firstNameInEmail: 'firstName',
  lastNameInEmail: 'lastName',
  birthYearInEmail: 'birthDate',
} as const satisfies Partial<Record<MatchField, MatchField>>
export type FieldToldByEmail = keyof typeof fieldsToldByEmail
/** Fields whose values can be the same in two records. */
export type ValueField = Exclude<MatchField, FieldToldByEmail>

export function isToldByEmail(field: MatchField): field is FieldToldByEmail {
  return field in fieldsToldByEmail
}

export const matchFields = Object.keys(fieldLevels) as MatchField[]

const levelCounts = matchFields.map((field) => fieldLevels[field].length)

/** One level number for each field, in the order of {@link matchFields}. */
export type Comparison = Uint8Array

export const sameLevel = 1

export function levelNumber<Field extends MatchField>(field: Field, level: LevelOf<Field>): number {
  return (fieldLevels[field] as readonly string[]).indexOf(level) + 1
}

export function levelName(field: MatchField, level: number): string {
  return level === 0 ? 'missing' : (fieldLevels[field][level - 1] ?? 'missing')
}

/** A comparison as one whole number (below 30 million), so that equal ones can be counted. */
export function comparisonCode(comparison: Comparison): number {
  let code = 0
  for (let index = 0; index < levelCounts.length; index += 1)
    code = code * ((levelCounts[index] ?? 0) + 1) + (comparison[index] ?? 0)
  return code
}

/** The comparison behind a code. */
export function comparisonOfCode(code: number): Comparison {
  const comparison = new Uint8Array(matchFields.length)
  let rest = code
  for (const [index, field] of [...matchFields.entries()].reverse()) {
    const size = fieldLevels[field].length + 1
    comparison[index] = rest % size
    rest = Math.floor(rest / size)
  }
  return comparison
}
