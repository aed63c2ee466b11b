import { describe, expect, it } from 'vitest'
import type { Purchase, PurchaseHistory } from '#shared/features/purchase.ts'
import { type RandomSource, seededRandom } from '#shared/kernel/random.ts'
import { dayMs } from '#shared/kernel/time.ts'
import { boughtDays, categoryCode, dateOfDay } from '#shared/predictions/consumption/bought-days.ts'
import {
  type ConsumptionPriors,
  consumptionArtifact,
  learnBoughtDays,
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

/** What all histories say, up to a moment. */
function learn(histories: readonly PurchaseHistory[]) {
  const series = (by: 'product' | 'category') =>
    histories
      .flatMap(({ purchases }) => boughtDays(purchases, asOfMs, 'UTC', by))
      .map((bought) => ({ ...bought, categoryCode: categoryCode(bought.category) }))
  return learnBoughtDays(series('product'), series('category'), today)
}

const learned = learn(shop(seededRandom(seed), 300))
if (!learned.ok) throw new Error(learned.failure.message)
const priors: ConsumptionPriors = learned.value

const predict = (purchases: readonly Purchase[], of: ConsumptionPriors | null = priors) =>
  predictConsumption(purchases, of, { asOfMs, timeZone: 'UTC' })

describe(`predictConsumption, with priors of a made-up shop (seed ${seed})`, () => {
  it('says that milk bought every five days is needed five days after the last', () => {
    const days = ['06-06', '06-11', '06-16', '06-21', '06-26']
    const [prediction] = predict(boughtOn(days, milk)).predictions
    expect(prediction).toMatchObject({
      subject: 'milk',
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
      notYet: [{ subject: 'milk', name: 'Milk 1 l', missing: 'bought on 2 days, 3 are needed' }],
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
    const seasonal = { ...priors, pace }
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

/** Half of the customers buy milk like clockwork, half soap whenever; each three or four times, every 20 to 40 days. */
function dairyAndSoap(random: RandomSource, count: number): PurchaseHistory[] {
  return Array.from({ length: count }, (_, customer) => {
    const category = customer % 2 === 0 ? 'Dairy' : 'Care'
    const gap = 20 + 20 * random()
    const stretch = () => (category === 'Dairy' ? 0.95 + 0.1 * random() : -Math.log(1 - random()))
    const purchases: Purchase[] = []
    const times = 3 + Math.floor(2 * random())
    let day = today - gap * times * (1 + random())
    for (let time = 0; time < times; time += 1) {
      const line = { productId: `${category}-${customer % 5 === 0 ? time % 2 : 0}`, category, quantity: 1 }
      purchases.push(purchaseOf(`${dateOfDay(Math.round(day))}T09:00:00Z`, [line]))
      day += Math.max(1, gap * stretch())
    }
    return { customerId: `customer-${customer}`, purchases }
  })
}

describe('categories', () => {
  const result = learn(dairyAndSoap(seededRandom(seed), 400))
  if (!result.ok) throw new Error(result.failure.message)
  const ofCategories = result.value
  const soon = { asOfMs, timeZone: 'UTC', by: 'category' as const }
  const bought = [
    ...boughtOn(['03-24', '05-23'], { productId: 'milk', category: 'Dairy' }),
    ...boughtOn(['04-23', '06-22'], { productId: 'cheese', category: 'Dairy' }),
    ...boughtOn(['06-22'], { productId: 'bag', category: null }),
  ]

  it('are expected by all of their products together', () => {
    const { predictions, notYet } = predictConsumption(bought, ofCategories, soon)
    expect(predictions).toMatchObject([{ subject: 'Dairy', name: null, category: 'Dairy', purchaseCount: 4 }])
    // Thirty days on, and what is left over of those who come at random.
    const date = predictions[0]?.predictedConsumptionDate ?? ''
    expect([date >= '2026-07-20', date <= '2026-07-25']).toEqual([true, true])
    expect(notYet).toEqual([])
    // Each product alone was bought too seldom.
    expect(predictConsumption(bought, ofCategories, { ...soon, by: 'product' }).predictions).toEqual([])
  })

  it('have priors of their own where customers buy otherwise in them', () => {
    const codes = [categoryCode('Dairy'), categoryCode('Care')]
    expect([...(ofCategories.categories?.sharesOf.keys() ?? [])].sort()).toEqual(codes.sort())
    // The same gaps: in Dairy they will go on so, in Care they are chance.
    const days = ['04-26', '05-26', '06-25']
    const [dairy] = predictConsumption(
      boughtOn(days, { productId: 'x', category: 'Dairy' }),
      ofCategories,
      soon,
    ).predictions
    const [care] = predictConsumption(
      boughtOn(days, { productId: 'x', category: 'Care' }),
      ofCategories,
      soon,
    ).predictions
    expect(Date.parse(dairy?.intervalTo ?? '')).toBeLessThan(Date.parse(care?.intervalTo ?? ''))
  })

  it('have none where they are all alike, or too few buy of them', () => {
    const alike = shop(seededRandom(seed), 300).map(({ customerId, purchases }, index) => ({
      customerId,
      purchases: purchases.map((purchase) => ({
        ...purchase,
        lines: purchase.lines.map((line) => ({ ...line, category: ['A', 'B', 'C'][index % 3] ?? null })),
      })),
    }))
    const same = learn(alike)
    expect(same.ok && [same.value.sharesOf.size, same.value.categories?.sharesOf.size]).toEqual([0, 0])
    const few = learn([...alike, ...dairyAndSoap(seededRandom(2), 60)])
    expect(few.ok && few.value.sharesOf.size).toBe(0)
    // A shop that names no category says nothing of categories.
    expect(priors.categories).toBeNull()
    expect(predictConsumption(bought, priors, soon).notYet[0]?.missing).toContain('not been learned')
  })

  it('have a season of their own', () => {
    const pace = [0.5, 0.5, 0.5, 0.5, 0.5, 0.5, 2, 2, 2, 2, 1, 1]
    const seasonal = { ...ofCategories, paceOf: new Map([[categoryCode('Dairy'), pace]]) }
    const days = ['04-10', '05-06', '06-01', '06-27']
    const type = (category: string) =>
      predictConsumption(boughtOn(days, { productId: 'x', category }), seasonal, soon).predictions[0]
        ?.predictionType
    expect([type('Dairy'), type('Care')]).toEqual(['seasonal', 'pattern-based'])
  })

  it('are the same read from the artifact', () => {
    expect(readConsumptionPriors(JSON.parse(JSON.stringify(consumptionArtifact(ofCategories))))).toEqual(
      result,
    )
  })
})

it('calls what is bought at one time of the year seasonal', () => {
  const noon = (day: string) => purchaseOf(`${day}T12:00:00Z`, [milk])
  const yearly = ['2023-12-03', '2024-12-12', '2025-11-28'].map(noon)
  const [prediction] = predict(yearly).predictions
  expect(prediction?.predictionType).toBe('seasonal')
  expect(prediction?.factors).toContain('always about the same time of the year')
  const twice = ['2023-12-03', '2024-06-12', '2024-12-12', '2025-11-28'].map(noon)
  expect(predict(twice).predictions[0]?.predictionType).toBe('pattern-based')
})

describe('learnBoughtDays', () => {
  it('says what is missing', () => {
    expect(learn([])).toMatchObject({
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
    expect(learn(later)).toEqual(learned)
  })

  it('is the same read from its artifact', () => {
    expect(readConsumptionPriors(JSON.parse(JSON.stringify(consumptionArtifact(priors))))).toEqual(learned)
    expect(readConsumptionPriors({ kind: 'consumption', pace: null })).toMatchObject({ ok: false })
    // As they were kept before categories were looked at.
    const { rhythm, pace } = consumptionArtifact(priors)
    expect(readConsumptionPriors({ kind: 'consumption', rhythm, pace })).toEqual(learned)
    expect(readConsumptionPriors(null)).toMatchObject({ ok: false })
  })
})
