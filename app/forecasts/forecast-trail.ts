import { forecastAddress, levelOf, type SubjectInAddress } from './forecast-view.ts'

/** What people call the item and the place of a subject; undefined where that is not known. */
export interface SubjectNames {
  readonly item?: string | undefined
  readonly store?: string | undefined
  /** Of the item. */
  readonly category?: string | undefined
}

interface Step {
  readonly to: string
  readonly label: string
}

/** The pages above that of a subject, the highest first. */
export function forecastTrail(subject: SubjectInAddress, names: SubjectNames): Step[] {
  const { sku, store, category } = subject
  const step = (label: string, above: SubjectInAddress): Step => ({
    label,
    to: forecastAddress({ subject: above }),
  })
  const all = step('All sales', {})
  const place = store === undefined ? [] : [step(names.store ?? store, { store })]
  const ofCategory = names.category === undefined ? [] : [step(names.category, { category: names.category })]
  switch (levelOf(subject)) {
    case 'total':
      return []
    case 'region':
    case 'store':
    case 'category':
      return [all]
    case 'category-store':
      return [all, step(category ?? '', { category }), ...place]
    case 'sku':
      return [all, ...ofCategory]
    case 'sku-store':
      return [all, ...ofCategory, step(names.item ?? sku ?? '', { sku }), ...place]
  }
}
