import type { RandomSource } from '#shared/kernel/random.ts'
import { minuteMs, secondMs } from '#shared/kernel/time.ts'
import { drawMixedBasket } from './baskets.ts'
import { catalogue } from './catalogue.ts'
import { drawSome, drawWhole } from './draw.ts'
import type { Occasion } from './occasion.ts'
import type { Person } from './people.ts'

const lookingCount = 10
const buyingCount = 5
const tillCount = 4

/**
 * What happens in the shop in the hour before `nowMs`, whatever the time of day, so that a fresh demo shop shows life:
 * some regulars look around, some buy on the web, some at the till.
 */
export function lastHour(
  people: readonly Person[],
  nowMs: number,
  random: RandomSource,
): Map<Person, Occasion> {
  const atMs = () => nowMs - drawWhole(2 * 60, 58 * 60, random) * secondMs
  const regulars = people.filter(
    (person) => person.kind === 'regular' && person.joinedMs < nowMs - 60 * minuteMs,
  )
  const onWeb = drawSome(
    regulars.filter((person) => person.habit === 'web'),
    lookingCount + buyingCount,
    random,
  )
  const atTill = drawSome(
    regulars.filter((person) => person.habit === 'till'),
    tillCount,
    random,
  )
  const occasions = new Map<Person, Occasion>()
  for (const [index, person] of [...onWeb, ...atTill].entries()) {
    const lines = drawMixedBasket(random)
    const products = drawSome(catalogue, 3, random)
    const channel = index < onWeb.length ? 'web' : 'pos'
    occasions.set(
      person,
      index < lookingCount
        ? { kind: 'visit', atMs: atMs(), device: 0, products, signsIn: true }
        : { kind: 'purchase', atMs: atMs(), channel, device: 0, lines, isGift: false },
    )
  }
  return occasions
}
