import type { JsonObject } from '../kernel/json.ts'
import type { Failure } from '../kernel/result.ts'
import { fail, type Result } from '../kernel/result.ts'
import type { NotEnoughYet, Trained, TrainingRun } from './trainable.ts'

/** A training that is done in one step: what was learned is the artifact itself, and all else is told from it and the rows. */
export function singleStepRun<Model>(steps: {
  readonly saved: JsonObject | null
  readonly learn: () => Result<Model, Failure>
  readonly write: (model: Model) => JsonObject
  readonly read: (artifact: JsonObject) => Model
  readonly describe: (model: Model, artifact: JsonObject) => Trained
}): TrainingRun {
  let done = steps.saved
  return {
    advance() {
      if (done === null) {
        const learned = steps.learn()
        done = learned.ok ? { artifact: steps.write(learned.value) } : { missing: learned.failure.message }
      }
      return true
    },
    get progressRate() {
      return done === null ? 0 : 1
    },
    save: () => done ?? {},
    result(): Result<Trained, NotEnoughYet> {
      const artifact = done?.artifact
      if (typeof artifact !== 'object' || artifact === null || Array.isArray(artifact)) {
        return fail({ kind: 'not-enough-data', message: String(done?.missing ?? ''), retryable: false })
      }
      return { ok: true, value: steps.describe(steps.read(artifact), artifact) }
    },
  }
}
