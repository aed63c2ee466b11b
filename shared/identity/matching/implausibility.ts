import { isToldByEmail, matchFields } from './field-levels.ts'
import type { MatchModel } from './match-model.ts'

/** More records of one person than this have another name only if they are of a family. */
const maxOtherNames = 0.5
/** More housemates than this have one given name only if they are one person. */
const maxNamesakes = 0.3

/**
 * What is wrong with an estimate whose classes are not what they are called, in a word; undefined when nothing is. The
 * estimation does not know what a person is: it may as well have found families, or the staff of an office.
 */
export function implausibility(levels: MatchModel['levels']): string | undefined {
  for (const field of matchFields) {
    // In some lists e-mails tell nothing; then these fields say nothing, and spoil nothing.
    if (isToldByEmail(field)) continue
    const { linked, unlinked } = levels[field]
    if ((linked[0] ?? 0) <= (unlinked[0] ?? 0)) return `${field}-agrees-less`
    if ((linked.at(-1) ?? 0) >= (unlinked.at(-1) ?? 0)) return `${field}-differs-more`
  }
  for (const field of ['firstName', 'lastName'] as const) {
    if ((levels[field].linked.at(-1) ?? 0) > maxOtherNames) return `${field}-mostly-differs`
  }
  return (levels.firstName.housemates[0] ?? 0) > maxNamesakes ? 'housemates-are-one-person' : undefined
}
