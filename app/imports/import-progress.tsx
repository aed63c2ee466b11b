import type { ImportView } from '#shared/contracts/imports.ts'
import { Card } from '../components/card.tsx'
import { Icon } from '../components/icon.tsx'
import { formatCount, formatRate } from '../format/format-number.ts'
import { importStates } from './import-state.ts'
import { kindWords } from './kind-words.ts'

const steps: readonly { readonly state: ImportView['state']; readonly name: string }[] = [
  { state: 'uploading', name: 'Upload' },
  { state: 'awaiting-mapping', name: 'Check columns' },
  { state: 'reading', name: 'Read' },
  { state: 'loading', name: 'Load' },
  { state: 'settling', name: 'Update customers' },
  { state: 'done', name: 'Done' },
]

/** Which step an import is at; nothing once it is being taken back. */
export function ImportSteps({ state }: { state: ImportView['state'] }) {
  if (state === 'undoing' || state === 'undone') return null
  const current = steps.findIndex((step) => step.state === state)
  return (
    <ol className="steps" aria-label="Steps of the import">
      {steps.map((step, index) => (
        <li key={step.state} aria-current={index === current ? 'step' : undefined}>
          {index < current || state === 'done' ? <Icon name="check" /> : null}
          {step.name}
          {index < current ? <span className="visually-hidden"> (done)</span> : null}
        </li>
      ))}
    </ol>
  )
}

/** How far a running import is. */
export function ImportProgress({ view }: { view: ImportView }) {
  const { label } = importStates[view.state]
  const found = kindWords[view.mapping?.kind ?? 'orders'].found.toLowerCase()
  return (
    <Card title={label} note={formatRate(view.progressRate)}>
      <progress className="progress" value={view.progressRate} max={1} aria-label={label} />
      <p className="small quiet progress-note">
        {view.state === 'undoing'
          ? 'What only this file told is being taken back. You can leave this page; the undo goes on.'
          : `${formatCount(view.rowCount)} rows read, ${formatCount(view.orderCount)} ${found} found. You can leave this page; the import goes on.`}
      </p>
      {view.standsSince === null ? null : (
        <p className="small" role="status">
          It waits: other jobs, such as another import or an undo, have their turn first.
        </p>
      )}
    </Card>
  )
}
