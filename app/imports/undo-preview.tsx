import type { ImportUndoPreview } from '#shared/contracts/imports.ts'
import { Facts } from '../components/facts.tsx'
import { formatCount } from '../format/format-number.ts'

/** What undoing an import would take away, in figures. */
export function UndoPreview({ preview }: { preview: ImportUndoPreview }) {
  const figure = (count: number) => `${preview.isComplete ? '' : 'at least '}${formatCount(count)}`
  const { customerCount, vanishingCustomerCount } = preview
  return (
    <>
      <Facts
        facts={[
          { name: 'Events that only this file told', value: figure(preview.eventCount) },
          { name: 'Orders that go or change', value: figure(preview.orderCount) },
          { name: 'Products that go or change', value: figure(preview.productCount) },
          { name: 'Stock levels that go or change', value: figure(preview.stockLevelCount) },
          { name: 'Days of sales that go or change', value: figure(preview.salesDayCount) },
          { name: 'Customers that go', value: figure(vanishingCustomerCount) },
          { name: 'Customers that change', value: figure(customerCount - vanishingCustomerCount) },
          { name: 'Merges taken back', value: figure(preview.mergeCount) },
        ]}
      />
      {preview.isComplete ? null : (
        <p className="small quiet">The file is large; only its first part was looked at for this preview.</p>
      )}
    </>
  )
}
