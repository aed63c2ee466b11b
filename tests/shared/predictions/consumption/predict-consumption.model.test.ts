import { describe, expect, it } from 'vitest'
import type { Purchase, PurchaseHistory } from '#shared/features/purchase.ts'
import { type RandomSource, seededRandom } from '#shared/kernel/random.ts'
import { dayMs } from '#shared/kernel/time.ts'
import { dateOfDay } from '#shared/predictions/consumption/bought-days.ts'
import {
  type ConsumptionPriors,
  consumptionArtifact,
  learnConsumption,
  readConsumptionPriors,
} from '#shared/predictions/consumption/learn-consumption.ts'
import { predictConsumption } from '#shared/predictions/consumption/predict-consumption.ts'
import { boughtOn, purchaseOf } from './purchases-of.ts'

const asOfMs = Date.parse('2026-06-30T12:00:00Z')
const today = Math.floor(asOfMs / dayMs)
const milk = { productId: 'milk', name: 'Milk 1 l' }
const seed = 31

/** Customers who buy something every 3 to 40 days, more or less regularly, and twice as long after a double quantity. */
function shop(random: RandomSource, count: number, years = 1): PurchaseHistory[] {
  return Array.from({ length: count }, (_, customer) => {
    const gap = 3 + 37 * random() ** 2
    const spread = random() < 0.5 ? 0.15 : 0.6
    const purchases: Purchase[] = []
    for (let day = today - Math.floor(365 * years * random()); day <= today; ) {
      const quantity = random() < 0.2 ? 2 : 1
      purchases.push(purchaseOf(`${dateOfDay(day)}T09:00:00Z`, [{ productId: 'milk', quantity }]))
      day += Math.max(1, Math.round(quantity * gap * (1 + spread * (2 * random() - 1))))
    }
    return { customerId: `customer-${customer}`, purchases }
  })
}

const learned = learnConsumption(shop(seededRandom(seed), 300), asOfMs, 'UTC')
if (!learned.ok) throw new Error(learned.failure.message)
const priors: ConsumptionPriors = learned.value

const predict = (purchases: readonly Purchase[], of: ConsumptionPriors | null = priors) =>
  predictConsumption(purchases, of, { asOfMs, timeZone: 'UTC' })

describe(`predictConsumption, with priors of a made-up shop (seed ${seed})`, () => {
  it('says that milk bought every five days is needed five days after the last', () => {
    const days = ['06-06', '06-11', '06-16', '06-21', '06-26']
    const [prediction] = predict(boughtOn(days, milk)).predictions
    expect(prediction).toMatchObject({
      productId: 'milk',
      name: 'Milk 1 l',
      predictedConsumptionDate: '2026-07-01',
      predictionType: 'pattern-based',
      isDue: true,
      isOverdue: false,
      purchaseCount: 5,
      lastPurchasedOn: '2026-06-26',
    })
    expect(prediction?.factors).toEqual([
      'bought 5 times, every 5 days on average',
      'always with the same gap',
      'last bought 4 days ago',
    ])
    expect(prediction?.confidence).toBeGreaterThan(0.7)
    expect(Date.parse(prediction?.intervalFrom ?? '')).toBeGreaterThanOrEqual(Date.parse('2026-06-28'))
    expect(Date.parse(prediction?.intervalTo ?? '')).toBeLessThanOrEqual(Date.parse('2026-07-06'))
  })

  it('is overdue, and less sure, when the interval has passed', () => {
    const days = ['05-01', '05-06', '05-11', '05-16', '05-21']
    const [prediction] = predict(boughtOn(days, milk)).predictions
    expect(prediction).toMatchObject({ isDue: false, isOverdue: true })
    expect(Date.parse(prediction?.predictedConsumptionDate ?? '')).toBeLessThan(Date.parse('2026-06-01'))
    expect(prediction?.confidence).toBeLessThan(0.1)
  })

  it('waits longer after a double quantity, and says so', () => {
    const before = boughtOn(['05-31', '06-08', '06-16', '06-24'], milk)
    const double = boughtOn(['06-30'], { ...milk, quantity: 2 })
    const [once] = predict([...before, ...boughtOn(['06-30'], milk)]).predictions
    const [twice] = predict([...before, ...double]).predictions
    expect(priors.rhythm.sizeExponent).toBeGreaterThanOrEqual(0.75)
    expect(Date.parse(twice?.predictedConsumptionDate ?? '') / dayMs - today).toBeGreaterThan(
      1.5 * (Date.parse(once?.predictedConsumptionDate ?? '') / dayMs - today),
    )
    expect(twice?.factors).toContain('took double the usual quantity')
    expect(twice?.factors).toContain('last bought today')
  })

  it('is less sure of an irregular rhythm', () => {
    const [regular] = predict(boughtOn(['05-07', '05-22', '06-06', '06-21'], milk)).predictions
    const [irregular] = predict(boughtOn(['05-07', '05-12', '06-11', '06-21'], milk)).predictions
    expect(irregular?.confidence).toBeLessThan(regular?.confidence as number)
    expect(irregular?.factors).toContain('gaps from 5 to 30 days')
  })

  it('makes up no date: it says what is missing', () => {
    expect(predict(boughtOn(['06-01', '06-11'], milk))).toEqual({
      predictions: [],
      notYet: [{ productId: 'milk', name: 'Milk 1 l', missing: 'bought on 2 days, 3 are needed' }],
    })
    const { predictions, notYet } = predict(boughtOn(['06-01', '06-11', '06-21'], milk), null)
    expect(predictions).toEqual([])
    expect(notYet[0]?.missing).toContain('not been learned')
    expect(predict([])).toEqual({ predictions: [], notYet: [] })
  })

  it('says nothing of what was given back or cancelled', () => {
    const cancelled = boughtOn(['06-01', '06-06', '06-11'], milk).map((purchase) => ({
      ...purchase,
      isCancelled: true,
    }))
    expect(predict(cancelled)).toEqual({ predictions: [], notYet: [] })
    const refunded = [
      ...boughtOn(['06-01', '06-06', '06-11'], milk),
      ...boughtOn(['06-12'], { ...milk, quantity: -3 }),
    ]
    expect(predict(refunded)).toEqual({ predictions: [], notYet: [] })
  })

  it('orders products by their day', () => {
    const { predictions } = predict([
      ...boughtOn(['05-02', '05-22', '06-11'], { productId: 'a' }),
      ...boughtOn(['06-20', '06-24', '06-28'], { productId: 'b' }),
    ])
    const dates = predictions.map(({ predictedConsumptionDate }) => predictedConsumptionDate)
    expect(dates).toHaveLength(2)
    expect(dates).toEqual([...dates].sort())
  })

  it('comes true as often as it says, for customers it has not seen', () => {
    const unseen = shop(seededRandom(seed + 1), 600)
    let [asked, inInterval, confidence, near] = [0, 0, 0, 0]
    for (const { purchases } of unseen) {
      const known = purchases.slice(0, -1)
      const last = known.at(-1)
      const next = purchases.at(-1)
      if (last === undefined || next === undefined || known.length < 3) continue
      const [prediction] = predictConsumption(known, priors, {
        asOfMs: last.placedAt,
        timeZone: 'UTC',
      }).predictions
      if (prediction === undefined) continue
      const day = dateOfDay(Math.floor(next.placedAt / dayMs))
      const gap =
        (Date.parse(prediction.predictedConsumptionDate) - Date.parse(prediction.lastPurchasedOn)) / dayMs
      const error = Math.abs(Date.parse(day) - Date.parse(prediction.predictedConsumptionDate)) / dayMs
      asked += 1
      confidence += prediction.confidence
      if (day >= prediction.intervalFrom && day <= prediction.intervalTo) inInterval += 1
      if (error <= Math.max(2, gap / 5)) near += 1
    }
    expect(asked).toBeGreaterThan(300)
    expect(inInterval / asked).toBeGreaterThan(0.75)
    expect(inInterval / asked).toBeLessThan(0.92)
    expect(Math.abs(confidence - near) / asked).toBeLessThan(0.1)
  })

  it('knows the time of the year where two years tell of one', () => {
    const pace = [0.5, 0.5, 0.5, 0.5, 0.5, 0.5, 2, 2, 2, 2, 1, 1]
    const seasonal = { rhythm: priors.rhythm, pace }
    const purchases = boughtOn(['04-10', '05-06', '06-01', '06-27'], milk)
    const [[plain], [inSummer]] = [predict(purchases).predictions, predict(purchases, seasonal).predictions]
    expect(inSummer?.predictionType).toBe('seasonal')
    expect(Date.parse(inSummer?.predictedConsumptionDate ?? '')).toBeLessThan(
      Date.parse(plain?.predictedConsumptionDate ?? ''),
    )
    expect(inSummer?.factors.some((factor) => /^\d+ days later for the time of the year$/.test(factor))).toBe(
      false,
    )
  })
})

describe('learnConsumption', () => {
  it('says what is missing', () => {
    expect(learnConsumption([], asOfMs, 'UTC')).toMatchObject({
      ok: false,
      failure: { kind: 'not-enough-data' },
    })
  })

  it('knows nothing of later than the moment asked for', () => {
    const histories = shop(seededRandom(seed), 300)
    const later = histories.map(({ customerId, purchases }) => ({
      customerId,
      purchases: [...purchases, ...boughtOn(['07-15', '07-16'], milk)],
    }))
    expect(learnConsumption(later, asOfMs, 'UTC')).toEqual(learned)
  })

  it('is the same read from its artifact', () => {
    expect(readConsumptionPriors(JSON.parse(JSON.stringify(consumptionArtifact(priors))))).toEqual(learned)
    expect(readConsumptionPriors({ kind: 'consumption', pace: null })).toMatchObject({ ok: false })
    expect(readConsumptionPriors(null)).toMatchObject({ ok: false })
  })
})
