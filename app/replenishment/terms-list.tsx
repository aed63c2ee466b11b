import { Facts } from '../components/facts.tsx'
import { countOf } from '../format/format-number.ts'
import type { TermTexts } from './read-supply-form.ts'

/** The terms that hold, for those who may only look. */
export function TermsList({ terms, currency }: { terms: TermTexts; currency: string }) {
  return (
    <Facts
      facts={[
        { name: 'Supplier', value: terms.supplier || 'Not told' },
        { name: 'Lead time', value: countOf(Number(terms.leadTimeDays), 'day') },
        { name: 'Between orders', value: countOf(Number(terms.reviewPeriodDays), 'day') },
        { name: 'Service level', value: `${terms.serviceLevelRate} %` },
        { name: 'Pack size', value: terms.packSize },
        { name: 'Least order', value: terms.minimumOrderQuantity },
        {
          name: 'Cost of one',
          value: terms.unitCostMinor === '' ? 'Not told' : `${terms.unitCostMinor} ${currency}`,
        },
      ]}
    />
  )
}
