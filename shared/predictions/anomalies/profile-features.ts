/** A feature by which profiles are compared, and how a shop would say that it is far above or below the usual. */
export interface ProfileFeature {
  /** A name of the feature catalogue. */
  readonly name: string
  readonly above: string
  readonly below: string
}

/** How, not who: behaviour in which something out of the ordinary shows, without those that follow from another. */
export const profileFeatures: readonly ProfileFeature[] = [
  { name: 'orderCount', above: 'far more orders', below: 'far fewer orders' },
  { name: 'ordersPer30Days', above: 'orders far more often', below: 'orders far more seldom' },
  { name: 'orderValueMeanMinor', above: 'far larger orders', below: 'far smaller orders' },
  { name: 'orderValueMostMinor', above: 'one order far larger', below: 'no order as large' },
  { name: 'unitsPerOrder', above: 'far more units an order', below: 'far fewer units an order' },
  { name: 'linesPerOrder', above: 'far more products an order', below: 'far fewer products an order' },
  { name: 'gapVariationRatio', above: 'comes far less regularly', below: 'comes far more regularly' },
  { name: 'discountMeanRate', above: 'far higher discounts', below: 'far lower discounts' },
  { name: 'refundedOrderRate', above: 'gives back far more often', below: 'gives back far more seldom' },
  { name: 'returnedUnitRatio', above: 'returns far more units', below: 'returns far fewer units' },
  { name: 'cancellationRate', above: 'cancels far more often', below: 'cancels far more seldom' },
  {
    name: 'repeatPurchaseRate',
    above: 'buys the same again far more',
    below: 'buys the same again far less',
  },
  { name: 'weekendRate', above: 'buys far more at weekends', below: 'buys far less at weekends' },
]
