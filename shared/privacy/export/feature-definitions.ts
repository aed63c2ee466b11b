import type { FeaturesView } from '../../contracts/customers.ts'

/** What each computed figure of a customer means, for the person it is about. */
export const featureDefinitions: Readonly<Record<keyof FeaturesView, string>> = {
  firstSeenAt: 'When we first heard of you',
  lastSeenAt: 'When we last heard of you',
  eventCount: 'How many times something was recorded about you: visits, orders, messages',
  orderCount: 'How many orders you placed that were not cancelled',
  cancellationCount: 'How many orders were taken back',
  firstOrderAt: 'When you first ordered',
  lastOrderAt: 'When you last ordered',
  revenue: 'What you paid in all, less what was given back',
  convertedRevenue: 'What of it was paid in other currencies, converted',
  averageOrderValue: 'What you paid for an order, on average',
  channels: 'Where you met us, how often, and when last',
  categoryAffinity:
    'Your share of interest in each kind of product, from what you looked at (1 point), put into a basket (2) and bought (5)',
}
