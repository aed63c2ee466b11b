import * as z from 'zod'
import { toBase64 } from '../../kernel/base64.ts'
import type { JsonObject } from '../../kernel/json.ts'
import { rememberSessions } from '../../ml/recommenders/session-memory.ts'
import { sessionsToBytes } from '../../ml/recommenders/session-memory-bytes.ts'
import { sessionTuning, untriedOptions } from '../../ml/recommenders/tune-sessions.ts'
import type { LearningStage } from './learning-stages.ts'
import type { OrderList } from './order-list.ts'

/** With fewer there is nothing that visits tell. */
const fewestVisits = 50
/** The newest visits that are kept: some 3 MB. */
const mostVisits = 50_000

const optionsSchema = z.object({
  recentSessions: z.number(),
  neighbours: z.number(),
  positionDecay: z.number(),
  distanceDecay: z.number(),
  recencyDays: z.number(),
  sizePower: z.number(),
  rarityPower: z.number(),
})
const stateSchema = z.object({
  triedCount: z.number(),
  options: optionsSchema,
  quality: z.number(),
  hitRate: z.number(),
  /** The newest visits with the best options, in base64; null before, and where there are too few. */
  sessions: z.string().nullable(),
  isDone: z.boolean(),
})

/** Finds how past visits tell best what is looked at next, and keeps the newest: `sessions`, null where there are too few. */
export function learnSessions(
  visits: OrderList,
  productCount: number,
  saved: JsonObject | null,
): LearningStage {
  const newest = Array.from(visits.slice(Math.max(0, visits.length - mostVisits)), ({ items, placedAt }) => ({
    items,
    at: placedAt,
  }))
  const isEnough = newest.length >= fewestVisits
  let state = stateSchema.parse(saved ?? { ...untriedOptions, sessions: null, isDone: !isEnough })
  const tuning = isEnough ? sessionTuning(newest, productCount, state) : null
  return {
    advance() {
      if (state.isDone || tuning === null) return true
      const isDone = tuning.advance()
      const { options } = tuning.tried
      const memory = isDone ? rememberSessions(newest, productCount) : null
      state = {
        ...tuning.tried,
        options: { ...options },
        sessions: memory === null ? null : toBase64(sessionsToBytes({ memory, options })),
        isDone,
      }
      return isDone
    },
    get progressRate() {
      return state.isDone ? 1 : (tuning?.progressRate ?? 1)
    },
    save: () => ({ ...state }),
  }
}
