import { describe, expect, it } from 'vitest'
import { mapTrackedOrder, withoutOrderFields } from '#shared/sources/tracking/map-order.ts'
import { trackingSettings } from '#shared/sources/tracking/settings.ts'

const mapping = { defaultCurrency: 'GBP', settings: {} }
const order = (properties: Parameters<typeof mapTrackedOrder>[1], settings = {}) => {
  const mapped = mapTrackedOrder('placed', { order_id: '7', ...properties }, 'e-1', { ...mapping, settings })
  if (!mapped.ok) throw new Error(mapped.failure.message)
  return mapped.value
}

describe('whose order it is', () => {
  it('is nobody else’s unless the connection says so', () => {
    expect(order({ total: 1 }).shop).toBeUndefined()
    expect(order({ total: 1 }, { orderShop: 'shopify/main' }).shop).toBe('shopify/main')
  })

  it.each([
    ['5001234567890', '5001234567890'],
    [5001234567890, '5001234567890'],
    ['gid://shopify/Order/5001234567890', '5001234567890'],
    ['gid://shopify/Order/5001234567890?key=1', '5001234567890'],
    ['gid://shopify/Checkout/5', 'gid://shopify/Checkout/5'],
    ['#1001', '#1001'],
  ])('has the number %s that its webhook has', (sent, orderId) => {
    expect(order({ order_id: sent, total: 1 }, { orderShop: 'shopify/main' }).orderId).toBe(orderId)
  })

  it('leaves the number as it is where the orders are the tracking’s own', () => {
    expect(order({ order_id: 'gid://shopify/Order/5', total: 1 }).orderId).toBe('gid://shopify/Order/5')
  })

  it.each([
    [{}, undefined],
    [{ orderShop: 'shopify/main', more: 1 }, 'shopify/main'],
    [{ orderShop: 'main' }, undefined],
    [{ orderShop: 'a/b/c' }, undefined],
    [{ orderShop: 7 }, undefined],
  ])('is read from the settings %j', (settings, orderShop) => {
    expect(trackingSettings(settings).orderShop).toBe(orderShop)
  })
})

describe('where it was sold', () => {
  it('is what a till says', () => {
    const properties = { total: 1, store: 'Leeds' }
    expect(order(properties).storeId).toBe('Leeds')
    // With the receipt's number it also tells whose it was.
    expect(withoutOrderFields(properties, order(properties))).toEqual({ store: 'Leeds' })
  })

  it.each([[{}], [{ store: '' }], [{ store: null }], [{ store: {} }]])('is not said by %j', (properties) => {
    expect(order({ total: 1, ...properties })).not.toHaveProperty('storeId')
  })
})

describe('tax, shipping and discount', () => {
  it('are parts of the order, in minor units, and not properties any more', () => {
    const properties = { total: '24.10', tax: 4, shipping: '2.5', discount: '1.00', coupon: 'A' }
    const mapped = order(properties)
    expect(mapped).toMatchObject({ taxMinor: 400, shippingMinor: 250, discountMinor: 100 })
    expect(withoutOrderFields(properties, mapped)).toEqual({ coupon: 'A' })
  })

  it('count a discount as positive however it is written', () => {
    expect(order({ total: 9, discount: -1.5 }).discountMinor).toBe(150)
  })

  it('stay properties where they are no amounts, as long as the total does not need them', () => {
    const properties = { total: 9, discount: 'SPRING', tax: '?' }
    const mapped = order(properties)
    expect([mapped.discountMinor, mapped.taxMinor, mapped.totalMinor]).toEqual([undefined, undefined, 900])
    expect(withoutOrderFields(properties, mapped)).toEqual({ discount: 'SPRING', tax: '?' })
    expect(mapTrackedOrder('placed', { order_id: '7', revenue: 9, tax: '?' }, 'e-1', mapping)).toMatchObject({
      failure: { errors: [{ pointer: '/properties/tax' }] },
    })
  })

  it('are not told of a refund, whose amounts are what goes back', () => {
    const mapped = mapTrackedOrder('refunded', { order_id: '7', total: 5, tax: 1 }, 'e-1', mapping)
    expect(mapped).toMatchObject({ value: { refund: { amountMinor: 500 } } })
    expect(mapped.ok && mapped.value.taxMinor).toBeUndefined()
  })
})
