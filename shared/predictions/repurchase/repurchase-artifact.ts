import * as z from 'zod'
import type { JsonObject } from '../../kernel/json.ts'
import { readTreeModel, type TreeModel } from '../../ml/trees/tree-ensemble.ts'
import { type OutcomeBands, outcomeBandsSchema } from './outcome-bands.ts'
import type { RepurchaseQuestion } from './repurchase-question.ts'
import { type ReturnStack, returnStackSchema } from './return-model.ts'

/** What is kept of a model that was trained here: the one that serves, and its twin that was compared and has not seen the hold-out. */
export interface TrainedHere<Model> {
  readonly serving: Model
  readonly compared: Model
  readonly stack: ReturnStack
  readonly bands: OutcomeBands
}

/** What is kept of a model that was learned elsewhere. */
export interface LearnedElsewhere {
  readonly trees: TreeModel
  /** Measured when it was compared; none before. */
  readonly bands: OutcomeBands
}

const trainedSchema = z.object({
  kind: z.string(),
  serving: z.unknown(),
  compared: z.unknown(),
  stack: returnStackSchema,
  bands: outcomeBandsSchema.default([]),
})
const elsewhereSchema = z.object({ kind: z.string(), elsewhere: z.unknown(), bands: outcomeBandsSchema })

export function trainedToArtifact<Model>(
  question: RepurchaseQuestion<Model>,
  { serving, compared, stack, bands }: TrainedHere<Model>,
): JsonObject {
  return {
    kind: question.kind,
    serving: question.toArtifact(serving),
    compared: question.toArtifact(compared),
    stack: { ...stack },
    ...(question.hasBands && { bands: structuredClone(bands) }),
  }
}

export function elsewhereToArtifact(
  { kind }: Pick<RepurchaseQuestion<never>, 'kind'>,
  { trees, bands }: LearnedElsewhere,
): JsonObject {
  return { kind, elsewhere: trees.toArtifact(), bands: structuredClone(bands) }
}

export function isElsewhere(artifact: JsonObject): boolean {
  return 'elsewhere' in artifact
}

/** Throws when it is none of this question: it comes from the registry. */
export function readTrained<Model>(
  question: RepurchaseQuestion<Model>,
  artifact: JsonObject,
): TrainedHere<Model> {
  const { kind, serving, compared, stack, bands } = trainedSchema.parse(artifact)
  checkKind(question.kind, kind)
  return { serving: question.read(serving), compared: question.read(compared), stack, bands }
}

/** Throws when it is none of this question: it comes from the registry, or from the door where it was checked. */
export function readElsewhere(
  question: Pick<RepurchaseQuestion<never>, 'kind'>,
  artifact: JsonObject,
): LearnedElsewhere {
  const { kind, elsewhere, bands } = elsewhereSchema.parse(artifact)
  checkKind(question.kind, kind)
  const trees = readTreeModel(elsewhere)
  if (!trees.ok) throw new Error(trees.failure.message)
  return { trees: trees.value, bands }
}

function checkKind(wanted: string, kind: string): void {
  if (kind !== wanted) throw new Error(`a model of ${kind} is no model of ${wanted}`)
}
