import { describe, expect, it } from 'vitest'
import * as z from 'zod'
import type { Purchase } from '#shared/features/purchase.ts'
import { seededRandom } from '#shared/kernel/random.ts'
import {
  measureShopScale,
  type ShopScale,
  shopScaleSchema,
} from '#shared/predictions/socio-economic/shop-scale.ts'
import {
  deniedFields,
  type Shopping,
  shoppingOf,
  shoppingSchema,
} from '#shared/predictions/socio-economic/shopping.ts'
import { socioEconomicProfile } from '#shared/predictions/socio-economic/socio-economic-profile.ts'
import { readSourceFiles } from '#tests/support/source-files.ts'

const categories = ['tea', 'bread', 'soap', 'cheese', 'paper', 'toys']

interface Habits {
  /** 0..1 of the prices there are. */
  readonly price: number
  readonly quantity: number
  readonly kinds: number
  readonly discounted: number
}

function shoppingWith(random: () => number, orderCount: number, habits: Habits): Shopping {
  return {
    orders: Array.from({ length: orderCount }, (_, order) => ({
      discountRate: order / orderCount < habits.discounted ? 0.2 : 0,
      lines: Array.from({ length: 3 }, (_, line) => {
        const kind = (order * 3 + line) % habits.kinds
        return {
          category: categories[kind] ?? '',
          quantity: Math.max(1, Math.round(habits.quantity + random() - 0.5)),
          unitPriceMinor:
            (kind + 1) * 100 * (1 + Math.min(1, Math.max(0, habits.price + 0.2 * (random() - 0.5)))),
        }
      }),
    })),
  }
}

function shopOf(seed: number): ShopScale {
  const random = seededRandom(seed)
  const customers = Array.from({ length: 200 }, () =>
    shoppingWith(random, 4, {
      price: random(),
      quantity: 1 + Math.floor(random() * 6),
      kinds: 1 + Math.floor(random() * 6),
      discounted: random(),
    }),
  )
  const scale = measureShopScale(customers)
  if (scale === null) throw new Error('there are 200 customers')
  return scale
}

const plain: Habits = { price: 0.5, quantity: 3, kinds: 3, discounted: 0.5 }
const profileOf = (habits: Partial<Habits>, orderCount = 12) =>
  socioEconomicProfile(shoppingWith(seededRandom(5), orderCount, { ...plain, ...habits }), shopOf(1))

describe('socioEconomicProfile', () => {
  it.each([
    ['priceTier', { price: 0.02 }, 'budget'],
    ['priceTier', { price: 0.5 }, 'middle'],
    ['priceTier', { price: 0.98 }, 'premium'],
    ['basketBreadth', { kinds: 1 }, 'narrow'],
    ['basketBreadth', { kinds: 6 }, 'broad'],
    ['promotionDependence', { discounted: 0 }, 'low'],
    ['promotionDependence', { discounted: 0.5 }, 'middle'],
    ['promotionDependence', { discounted: 1 }, 'high'],
    ['householdSize', { quantity: 1 }, 'one'],
    ['householdSize', { quantity: 5 }, 'four-or-more'],
  ] as const)('%s of %j is %s', (trait, habits, level) => {
    expect(profileOf(habits)[trait]).toMatchObject({ level })
  })

  it('says how it knows, and is surer the more it saw', () => {
    const few = profileOf({ discounted: 1 }, 4).promotionDependence
    const many = profileOf({ discounted: 1 }, 40).promotionDependence
    if (few.level === null || many.level === null) throw new Error('both are known')
    expect(many.factors).toEqual(['40 of 40 orders came with a discount'])
    expect(few.confidence).toBeLessThan(many.confidence)
    expect(many.confidence).toBeLessThanOrEqual(1)
  })

  it('says what is missing, and makes nothing up', () => {
    const nothing = socioEconomicProfile({ orders: [] }, shopOf(1))
    for (const trait of Object.values(nothing)) {
      expect(trait).toEqual({ level: null, missing: expect.stringContaining('Not enough yet: 0 of') })
    }
    const foreign = shoppingWith(seededRandom(1), 12, plain)
    for (const line of foreign.orders.flatMap(({ lines }) => lines)) line.category = 'never sold before'
    expect(socioEconomicProfile(foreign, shopOf(1)).priceTier.level).toBeNull()
  })

  it('takes the quantities of a business for no family', () => {
    expect(profileOf({ quantity: 40 }).householdSize).toEqual({
      level: null,
      missing: 'Buys in the quantities of a business',
    })
  })

  it('has no scale of a shop with a handful of customers, and one that outlives JSON of others', () => {
    const few = Array.from({ length: 5 }, () => shoppingWith(seededRandom(1), 3, plain))
    expect(measureShopScale(few)).toBeNull()
    const scale = shopOf(1)
    expect(shopScaleSchema.parse(JSON.parse(JSON.stringify(scale)))).toEqual(scale)
  })
})

/** Every name of a field within a schema. */
function fieldsOf(schema: unknown): string[] {
  if (typeof schema !== 'object' || schema === null) return []
  return Object.entries(schema).flatMap(([key, value]) =>
    key === 'properties'
      ? [...Object.keys(value), ...Object.values(value).flatMap(fieldsOf)]
      : fieldsOf(value),
  )
}

describe('what the profile may know', () => {
  const fields = fieldsOf(z.toJSONSchema(shoppingSchema))

  it('is this and nothing else', () => {
    expect(fields.sort()).toEqual([
      'category',
      'discountRate',
      'lines',
      'orders',
      'quantity',
      'unitPriceMinor',
    ])
  })

  it.each(deniedFields.map((field) => [field]))('is not %s, at any depth', (field) => {
    expect(fields).not.toContain(field)
    const shopping = shoppingWith(seededRandom(1), 2, plain)
    const [first = { discountRate: null, lines: [] }] = shopping.orders
    const spoilt = [
      { ...shopping, [field]: 'x' },
      { orders: [{ ...first, [field]: 'x' }] },
      { orders: [{ ...first, lines: first.lines.map((line) => ({ ...line, [field]: 'x' })) }] },
    ]
    for (const input of spoilt) expect(() => socioEconomicProfile(input, shopOf(1))).toThrow()
  })

  it('is all that is ever looked at of a purchase', () => {
    const purchase: Purchase = {
      orderKey: 'shop:1',
      placedAt: 1,
      channel: 'web',
      storeId: 'store-1',
      isCancelled: false,
      currency: 'GBP',
      amountTenantMinor: 900,
      grossMinor: 900,
      refundedMinor: 0,
      discountMinor: 100,
      lines: [
        { productId: 'p', name: 'Halal pregnancy tea', category: 'tea', quantity: 2, amountMinor: 900 },
      ],
    }
    const looked = new Set<string>()
    const watch = <Watched extends object>(watched: Watched): Watched =>
      new Proxy(watched, {
        get(target, name) {
          looked.add(String(name))
          return Reflect.get(target, name)
        },
      })
    const watched = { ...purchase, lines: purchase.lines.map(watch) }
    expect(shoppingOf([watch(watched)], 'GBP')).toEqual({
      orders: [{ discountRate: 0.1, lines: [{ category: 'tea', quantity: 2, unitPriceMinor: 450 }] }],
    })
    expect([...looked].sort()).toEqual([
      'amountMinor',
      'category',
      'currency',
      'discountMinor',
      'grossMinor',
      'isCancelled',
      'lines',
      'quantity',
    ])
  })

  it('cannot come from anywhere else: nothing about the person is imported', () => {
    const files = readSourceFiles().filter(({ path }) =>
      path.startsWith('shared/predictions/socio-economic/'),
    )
    expect(files.length).toBeGreaterThan(3)
    const imported = files.flatMap(({ files: paths }) => paths)
    const allowed = /^shared\/(predictions\/socio-economic|ml|kernel|privacy|features\/purchase\.ts)/
    expect(imported.filter((path) => !allowed.test(path))).toEqual([])
  })

  it('leaves out what was cancelled, given back, or paid in another currency', () => {
    const purchase = {
      orderKey: 'shop:1',
      placedAt: 1,
      channel: 'pos',
      storeId: null,
      isCancelled: false,
      currency: 'GBP',
      amountTenantMinor: null,
      grossMinor: -100,
      refundedMinor: 0,
      discountMinor: null,
      lines: [{ productId: 'p', name: null, category: 'tea', quantity: -1, amountMinor: -100 }],
    } satisfies Purchase
    expect(shoppingOf([purchase], 'GBP')).toEqual({ orders: [{ discountRate: null, lines: [] }] })
    expect(shoppingOf([{ ...purchase, isCancelled: true }], 'GBP').orders).toEqual([])
    expect(shoppingOf([purchase], 'EUR').orders).toEqual([])
  })
})
