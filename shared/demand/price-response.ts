/** What prices and promotions of a category did to its sales. */
export interface PriceResponse {
  /** By how many per cent sales change when the price rises by one, usually below zero; null: it could not be seen. */
  readonly priceElasticity: number | null
  /** How much more is sold on days with a promotion, 0.3 for three tenths; null: none was seen. */
  readonly promotionChangeRate: number | null
}
