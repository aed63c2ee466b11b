import { type ImportKind, importKindNames } from '../contracts/imports.ts'
import { guessColumns } from './guess-columns.ts'
import { missingColumns } from './missing-columns.ts'

/** A kind whose needed columns are not all there must explain this many columns more than one whose are. */
const weightOfMissing = 1.5

/**
 * What a file with these headings most likely holds: the kind that explains most of them. On a tie the one
 * that `importKinds` names first.
 */
export function guessKind(columns: readonly string[]): ImportKind {
  const scores = importKindNames.map((kind) => {
    const guessed = guessColumns(kind, columns)
    // A second number of a product says nothing of what a file holds.
    const explained = Object.keys(guessed).filter((field) => field !== 'sku').length
    const isMissing = missingColumns(kind, guessed).length > 0
    return { kind, score: explained - (isMissing ? weightOfMissing : 0) }
  })
  return scores.reduce((best, next) => (next.score > best.score ? next : best)).kind
}
