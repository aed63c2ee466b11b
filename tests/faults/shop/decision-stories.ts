import {
  type Cast,
  erase,
  introduce,
  liveOn,
  merge,
  mergeByEvent,
  split,
  type Teller,
  tieAgain,
  undoMerge,
  undoSplit,
} from './story-acts.ts'

/** A decision about identity with what leads up to it and what comes after. */
export interface DecisionStory {
  readonly name: string
  readonly prepare: (teller: Teller) => Promise<Cast>
  /** Ends when the decision stands in the directory, be it by another try. */
  readonly decide: (teller: Teller, cast: Cast) => Promise<void>
  readonly after: (teller: Teller, cast: Cast) => Promise<void>
}

export const decisionStories: readonly DecisionStory[] = [
  {
    name: 'merge',
    prepare: (teller) => introduce(teller, 2),
    decide: (teller, cast) => merge(teller, cast, 0, 1),
    after: liveOn,
  },
  {
    name: 'merge by an event',
    prepare: (teller) => introduce(teller, 2),
    decide: mergeByEvent,
    after: liveOn,
  },
  {
    name: 'undo of a merge',
    prepare: async (teller) => {
      const cast = await introduce(teller, 2)
      await merge(teller, cast, 0, 1)
      await liveOn(teller, cast)
      return cast
    },
    decide: (teller, cast) => undoMerge(teller, cast, 0, 1),
    after: tieAgain,
  },
  {
    name: 'undo of a merge by an event',
    prepare: async (teller) => {
      const cast = await introduce(teller, 2)
      await mergeByEvent(teller, cast)
      await liveOn(teller, cast)
      return cast
    },
    decide: (teller, cast) => undoMerge(teller, cast, 0, 1),
    after: tieAgain,
  },
  {
    name: 'merge after an undo',
    prepare: async (teller) => {
      const cast = await introduce(teller, 2)
      await mergeByEvent(teller, cast)
      await undoMerge(teller, cast, 0, 1)
      await tieAgain(teller, cast)
      return cast
    },
    decide: (teller, cast) => merge(teller, cast, 0, 1),
    after: liveOn,
  },
  {
    name: 'undo within a chain',
    prepare: async (teller) => {
      const cast = await introduce(teller, 3)
      await merge(teller, cast, 0, 1)
      await merge(teller, cast, 0, 2)
      await liveOn(teller, cast)
      return cast
    },
    decide: (teller, cast) => undoMerge(teller, cast, 0, 1),
    after: tieAgain,
  },
  {
    name: 'split',
    prepare: async (teller) => {
      const cast = await introduce(teller, 2)
      await mergeByEvent(teller, cast)
      await liveOn(teller, cast)
      return cast
    },
    decide: split,
    after: tieAgain,
  },
  {
    name: 'undo of a split',
    prepare: async (teller) => {
      const cast = await introduce(teller, 2)
      await mergeByEvent(teller, cast)
      await split(teller, cast)
      await tieAgain(teller, cast)
      return cast
    },
    decide: undoSplit,
    after: liveOn,
  },
  {
    name: 'erasure',
    prepare: (teller) => introduce(teller, 1),
    decide: erase,
    after: liveOn,
  },
  {
    name: 'erasure of a merged customer',
    prepare: async (teller) => {
      const cast = await introduce(teller, 2)
      await mergeByEvent(teller, cast)
      await liveOn(teller, cast)
      return cast
    },
    decide: erase,
    after: liveOn,
  },
]

/** Tells a story from its beginning to its end; events go on coming while it is decided. */
export async function tell(teller: Teller, story: DecisionStory): Promise<void> {
  const cast = await story.prepare(teller)
  // Some of the events are on their way when it is decided.
  const decide = async () => {
    await teller.shop.pause()
    await story.decide(teller, cast)
  }
  await Promise.all([liveOn(teller, cast), liveOn(teller, cast), decide()])
  await story.after(teller, cast)
}
