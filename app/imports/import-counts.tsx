import type { ImportView } from '#shared/contracts/imports.ts'
import { Facts } from '../components/facts.tsx'
import { formatBytes, formatCount } from '../format/format-number.ts'
import { kindWords } from './kind-words.ts'

/** What came of the file, in figures. */
export function ImportCounts({ view }: { view: ImportView }) {
  const { found } = kindWords[view.mapping?.kind ?? 'orders']
  const counts = [
    { name: 'File size', value: formatBytes(view.byteCount) },
    { name: 'Rows read', value: formatCount(view.rowCount) },
    { name: `${found} found`, value: formatCount(view.orderCount) },
    { name: `New ${found.toLowerCase()}`, value: formatCount(view.acceptedEventCount) },
    { name: 'Known already', value: formatCount(view.duplicateEventCount) },
    { name: 'Rows rejected', value: formatCount(view.rejectedRowCount) },
  ]
  return <Facts facts={counts} />
}
