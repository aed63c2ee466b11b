/** What a feature is about; the screen groups by it. */
export const featureGroups = [
  'recency',
  'frequency',
  'value',
  'rhythm',
  'products',
  'channels',
  'discounts-and-returns',
  'visits',
  'messages',
] as const
export type FeatureGroup = (typeof featureGroups)[number]

export const featureUnits = [
  'count',
  'days',
  'minor-units',
  'rate',
  'hour',
  'ratio',
  'bits',
  'half-hours',
] as const
export type FeatureUnit = (typeof featureUnits)[number]

/** One line of the feature catalogue: code, API, documentation and screen all read it. */
export interface FeatureDefinition {
  /** Its name in code, JSON and models, with its unit: `recencyDays`. */
  readonly name: string
  readonly group: FeatureGroup
  readonly unit: FeatureUnit
  /** Plain English, a sentence. */
  readonly meaning: string
  /** How it is computed, exactly. */
  readonly formula: string
}

/** A customer's features by name; null: there is nothing yet to compute it from. */
export type FeatureVector = Readonly<Record<string, number | null>>
