import { sumOver, tiedGroups } from './tied-groups.ts'

/**
 * The probability that a random row of label 1 has a higher score than one of label 0, ties counting half: the area under
 * the ROC curve (Hanley, McNeil 1982). 0 to 1; null when a class is missing.
 */
export function rocAuc(scores: Float64Array, labels: Float64Array): number | null {
  let [positives, negatives, wins] = [0, 0, 0]
  for (const { rows } of tiedGroups(scores)) {
    const positivesHere = sumOver(labels, rows)
    const negativesHere = rows.length - positivesHere
    wins += negativesHere * (positives + positivesHere / 2)
    positives += positivesHere
    negatives += negativesHere
  }
  return positives > 0 && negatives > 0 ? wins / (positives * negatives) : null
}
