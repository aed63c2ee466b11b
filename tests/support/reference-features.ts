import type { CanonicalEvent } from '#shared/events/event.ts'
import { referenceActivity } from './reference-activity.ts'
import { type ReferenceOrderDetails, referenceOrder, referenceOrderKey, sum } from './reference-orders.ts'

const dayMs = 86_400_000
const halfHourMs = dayMs / 48
/** Kolkata is always as far ahead of UTC. */
const aheadMs = 5.5 * 3_600_000

type Maybe = number | null

/**
 * The features of somebody in Kolkata with these events at a moment, in pounds: every event is gone through for every
 * figure, and nothing is kept between them. `brands`: of products.
 */
export function referenceFeatures(
  events: readonly CanonicalEvent[],
  asOfMs: number,
  brands: ReadonlyMap<string, string>,
): Record<string, Maybe> {
  const documents = Object.values(
    Object.groupBy(
      events.filter(({ order }) => order !== undefined),
      referenceOrderKey,
    ),
  )
    .map((ofOrder) => referenceOrder(ofOrder ?? []))
    .filter(({ placedAt }) => placedAt <= asOfMs)
  const isOrder = ({ kind, status }: ReferenceOrderDetails) => kind === 'order' && status !== 'cancelled'
  const orders = documents.filter(isOrder).sort((left, right) => left.placedAt - right.placedAt)
  const times = orders.map(({ placedAt }) => placedAt)
  const worths = orders.map(worthMinor).filter((worth) => worth !== null)
  const gaps = times.flatMap((at, index) => (index === 0 ? [] : [(at - (times[index - 1] ?? 0)) / dayMs]))
  const bought = orders.flatMap(({ lines }) => lines.filter(({ quantity }) => quantity > 0))
  const withLines = orders.filter(({ lines }) => lines.some(({ quantity }) => quantity > 0)).length
  const local = times.map((at) => new Date(at + aheadMs))
  const daysAgo = (at: number | undefined): Maybe => (at === undefined ? null : (asOfMs - at) / dayMs)
  const within = (moments: readonly number[], days: number) =>
    moments.filter((at) => asOfMs - at < days * dayMs).length

  const done = referenceActivity(events)
  const acts = (kind: string) =>
    done.flatMap((text) => {
      const [act, moment = ''] = text.split(' ')
      const at = Date.parse(moment)
      return act === kind && at <= asOfMs ? [at] : []
    })
  const visits = visitsAmong(acts('visit'))
  const lastVisits = visits.filter(({ start }) => asOfMs - start < 365 * dayMs)
  const fate = ({ start, end }: VisitSpan) =>
    times.some((at) => at >= start && at <= end + dayMs) ? 'ordered' : asOfMs > end + dayMs ? 'left' : 'open'
  const cartMoments = acts('cart')
  const carts = lastVisits.filter((visit) => cartMoments.some((at) => at >= visit.start && at < visit.end))
  const cartFates = carts.map(fate)
  const [messages, answers] = [acts('message'), acts('answer')]
  const lastMessages = messages.filter((at) => asOfMs - at < 365 * dayMs)
  const discounts = orders.map((order) => order.parts[2] ?? null)
  const grosses = orders.map(({ grossMinor }) => grossMinor)
  const refunds = orders.map((order, index) => (grosses[index] ?? 0) - order.amountMinor)
  const back = -sum(orders.flatMap(({ lines }) => lines.map(({ quantity }) => Math.min(0, quantity))))

  return {
    recencyDays: daysAgo(times.at(-1)),
    tenureDays: daysAgo(times[0]),
    orderCount: orders.length,
    orderCount7Days: within(times, 7),
    orderCount30Days: within(times, 30),
    orderCount90Days: within(times, 90),
    orderCount365Days: within(times, 365),
    orderDayCount: new Set(local.map((date) => date.toISOString().slice(0, 10))).size,
    ordersPer30Days:
      times[0] === undefined ? null : orders.length / (Math.max(30, (asOfMs - times[0]) / dayMs) / 30),
    revenueMinor: sum(worths),
    ...Object.fromEntries(
      [7, 30, 90, 365].map((days) => [
        `revenue${days}DaysMinor`,
        sum(orders.map((order) => (asOfMs - order.placedAt < days * dayMs ? (worthMinor(order) ?? 0) : 0))),
      ]),
    ),
    orderValueMeanMinor: average(worths),
    orderValueMedianMinor: middle(worths),
    orderValueSdMinor: deviation(worths),
    orderValueLeastMinor: worths.length === 0 ? null : Math.min(...worths),
    orderValueMostMinor: worths.length === 0 ? null : Math.max(...worths),
    orderValueLatestMinor: worths.at(-1) ?? null,
    orderValueEwmaMinor: smoothed(worths),
    unitsPerOrder: withLines === 0 ? null : sum(bought.map(({ quantity }) => quantity)) / withLines,
    linesPerOrder: withLines === 0 ? null : bought.length / withLines,
    gapMeanDays: average(gaps),
    gapMedianDays: middle(gaps),
    gapSdDays: deviation(gaps),
    gapEwmaDays: smoothed(gaps),
    gapLatestDays: gaps.at(-1) ?? null,
    gapVariationRatio: divided(deviation(gaps), average(gaps)),
    overdueRatio: divided(daysAgo(times.at(-1)), average(gaps)),
    hourTop: strongestHour(local),
    hourTopRate: shareOfStrongest(local.map((date) => date.getUTCHours())),
    hourEntropyBits: entropy(local.map((date) => date.getUTCHours())),
    weekdayTopRate: shareOfStrongest(local.map((date) => date.getUTCDay())),
    weekdayEntropyBits: entropy(local.map((date) => date.getUTCDay())),
    weekendRate: divided(local.filter((date) => [0, 6].includes(date.getUTCDay())).length, local.length),
    ...mixOf(
      'product',
      bought.map(({ productId }) => productId),
    ),
    ...mixOf(
      'category',
      bought.map(({ category }) => category).filter((name) => name !== undefined),
    ),
    ...mixOf(
      'brand',
      bought.map(({ productId }) => brands.get(productId)).filter((name) => name !== undefined),
    ),
    repeatPurchaseRate: divided(
      bought.filter(
        ({ productId }, index) => bought.findIndex((line) => line.productId === productId) < index,
      ).length,
      bought.length,
    ),
    ...mixOf(
      'channel',
      orders.map(({ channel }) => channel),
    ),
    onlineOrderRate: divided(
      orders.filter(({ channel }) => ['web', 'app'].includes(channel)).length,
      orders.length,
    ),
    tillOrderRate: divided(orders.filter(({ channel }) => channel === 'pos').length, orders.length),
    ...mixOf(
      'store',
      orders.map(({ storeId }) => storeId).filter((store) => store !== null),
    ),
    discountedOrderRate: divided(
      discounts.filter((discount) => discount !== null && discount > 0).length,
      discounts.filter((discount) => discount !== null).length,
    ),
    discountMeanRate: average(
      discounts.flatMap((discount, index) => {
        const gross = grosses[index] ?? 0
        return discount === null || discount < 0 || gross < 0 || gross + discount === 0
          ? []
          : [discount / (gross + discount)]
      }),
    ),
    refundedOrderRate: divided(refunds.filter((refund) => refund > 0).length, orders.length),
    refundMeanRate: average(
      refunds.flatMap((refund, index) => {
        const gross = grosses[index] ?? 0
        return gross > 0 ? [Math.min(Math.max(refund / gross, 0), 1)] : []
      }),
    ),
    returnedUnitRatio: divided(back, sum(bought.map(({ quantity }) => quantity))),
    cancellationCount: documents.length - orders.length,
    cancellationRate: divided(documents.length - orders.length, documents.length),
    visitRecencyDays: daysAgo(visits.at(-1)?.start),
    ...Object.fromEntries(
      [7, 30, 90, 365].map((days) => [
        `visitCount${days}Days`,
        within(
          visits.map(({ start }) => start),
          days,
        ),
      ]),
    ),
    visitGapMeanDays:
      lastVisits.length < 2
        ? null
        : ((lastVisits.at(-1)?.start ?? 0) - (lastVisits[0]?.start ?? 0)) / dayMs / (lastVisits.length - 1),
    visitLengthMeanHalfHours: average(lastVisits.map(({ start, end }) => (end - start) / halfHourMs)),
    visitOrderRate: divided(
      lastVisits.filter((visit) => fate(visit) === 'ordered').length,
      lastVisits.length,
    ),
    cartCount365Days: carts.length,
    cartLeftCount365Days: cartFates.filter((each) => each === 'left').length,
    cartLeftRate: divided(
      cartFates.filter((each) => each === 'left').length,
      cartFates.filter((each) => each !== 'open').length,
    ),
    messageCount365Days: lastMessages.length,
    answerCount365Days: within(answers, 365),
    answerRecencyDays: daysAgo(answers.at(-1)),
    answerRate: divided(
      lastMessages.filter((at) => answers.some((answer) => answer >= at && answer - at <= 2 * dayMs)).length,
      lastMessages.length,
    ),
  }
}

interface VisitSpan {
  readonly start: number
  readonly end: number
}

function visitsAmong(moments: readonly number[]): VisitSpan[] {
  return moments
    .filter((at) => !moments.includes(at - halfHourMs))
    .map((start) => {
      let end = start
      while (moments.includes(end)) end += halfHourMs
      return { start, end }
    })
}

/** In pounds, rounded half away from zero; null without a rate. */
function worthMinor({ currency, amountMinor, converted }: ReferenceOrderDetails): Maybe {
  if (currency === 'GBP') return amountMinor
  if (converted?.currency !== 'GBP') return null
  const { exactMinor } = converted
  return Math.sign(exactMinor) * Math.floor(Math.abs(exactMinor) + 0.5)
}

function average(values: readonly number[]): Maybe {
  return divided(sum(values), values.length)
}

function middle(values: readonly number[]): Maybe {
  const sorted = values.toSorted((left, right) => left - right)
  const [left, right] = [sorted[Math.ceil(sorted.length / 2) - 1], sorted[Math.floor(sorted.length / 2)]]
  return left === undefined || right === undefined ? null : (left + right) / 2
}

/** By the differences of all pairs, which needs no mean. */
function deviation(values: readonly number[]): Maybe {
  const pairs = values.flatMap((left, index) => values.slice(index + 1).map((right) => (left - right) ** 2))
  return values.length < 2 ? null : Math.sqrt(sum(pairs) / (values.length * (values.length - 1)))
}

/** By the weight of each value, from the last one back. */
function smoothed(values: readonly number[]): Maybe {
  if (values.length === 0) return null
  const newestFirst = values.toReversed()
  return sum(
    newestFirst.map((value, age) => value * (age === newestFirst.length - 1 ? 0.7 ** age : 0.3 * 0.7 ** age)),
  )
}

function divided(part: Maybe, whole: Maybe): Maybe {
  return part === null || whole === null || whole === 0 ? null : part / whole
}

function countsOf(names: readonly (string | number)[]): number[] {
  return [...new Set(names)].map((name) => names.filter((each) => each === name).length)
}

function shareOfStrongest(names: readonly (string | number)[]): Maybe {
  return names.length === 0 ? null : Math.max(...countsOf(names)) / names.length
}

function entropy(names: readonly (string | number)[]): Maybe {
  if (names.length === 0) return null
  return sum(countsOf(names).map((count) => (count / names.length) * Math.log2(names.length / count)))
}

function strongestHour(dates: readonly Date[]): Maybe {
  const hours = dates.map((date) => date.getUTCHours())
  const counts = Array.from({ length: 24 }, (_, hour) => hours.filter((each) => each === hour).length)
  return hours.length === 0 ? null : counts.indexOf(Math.max(...counts))
}

function mixOf(one: string, names: readonly string[]): Record<string, Maybe> {
  return {
    [`${one}Count`]: new Set(names).size,
    [`${one}TopRate`]: shareOfStrongest(names),
    [`${one}EntropyBits`]: entropy(names),
  }
}
