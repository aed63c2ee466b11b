import type { JsonObject } from '../../kernel/json.ts'

/** A part of a training that is done in steps. What it saves when it is done is what it learned. */
export interface LearningStage {
  /** Does one step; true when there is nothing left to do. */
  advance(): boolean
  /** 0..1. */
  readonly progressRate: number
  save(): JsonObject
}

/** Begins a stage, or goes on from what it saved, knowing what the stages before it learned. */
export type BeginStage = (saved: JsonObject | null, learned: ReadonlyMap<string, JsonObject>) => LearningStage

/** Stages one after another, as one. Only the one at hand is in memory; the others are what they saved. */
export function learningStages(
  stages: ReadonlyMap<string, BeginStage>,
  saved: JsonObject | null,
): LearningStage & { readonly learned: ReadonlyMap<string, JsonObject> } {
  const learned = new Map(Object.entries((saved?.learned ?? {}) as Record<string, JsonObject>))
  const names = [...stages.keys()]
  let opened: LearningStage | null = null
  let left = (saved?.current ?? null) as JsonObject | null
  const openStage = (name: string): LearningStage => {
    const begin = stages.get(name)
    if (begin === undefined) throw new RangeError(`there is no stage ${name}`)
    opened ??= begin(left, learned)
    // Read by now, and as large as what was made of it.
    left = null
    return opened
  }
  return {
    learned,
    advance() {
      const name = names[learned.size]
      if (name === undefined) return true
      const stage = openStage(name)
      if (stage.advance()) {
        learned.set(name, stage.save())
        opened = null
        left = null
      }
      return learned.size === names.length
    },
    get progressRate() {
      return Math.min(1, (learned.size + (opened?.progressRate ?? 0)) / names.length)
    },
    save: () => ({ learned: Object.fromEntries(learned), current: opened === null ? left : opened.save() }),
  }
}
