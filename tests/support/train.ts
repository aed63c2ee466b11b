import type { JsonObject } from '#shared/kernel/json.ts'
import type { LearningContext, LearningExample, Trainable } from '#shared/predictions/trainable.ts'

/** All rows of the examples, one after another, as a job collects them. */
export function collectRows(
  trainable: Trainable,
  examples: readonly LearningExample[],
  context: LearningContext,
): Float64Array {
  const rows = examples.flatMap((example) => trainable.rowsOf(example, context))
  const numbers = new Float64Array(rows.length * trainable.rowWidth)
  for (const [index, row] of rows.entries()) numbers.set(row, index * trainable.rowWidth)
  return numbers
}

/** Trains to the end; `isCut`: every step in a run of its own, from what the last one saved as JSON text. */
export function train(trainable: Trainable, rows: Float64Array, context: LearningContext, isCut = false) {
  let run = trainable.train(rows, context, null)
  const progress = [run.progressRate]
  while (!run.advance()) {
    progress.push(run.progressRate)
    if (isCut) {
      const saved: JsonObject = JSON.parse(JSON.stringify(run.save()))
      run = trainable.train(rows, context, saved)
    }
  }
  return { result: run.result(), progress }
}
