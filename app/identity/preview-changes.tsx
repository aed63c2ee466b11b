import type { IdentityPreview } from '#shared/contracts/identity.ts'
import { Notice } from '../components/notice.tsx'

/** What a decision would change, and what to mind before making it. */
export function PreviewChanges({ preview }: { preview: Pick<IdentityPreview, 'changes' | 'warnings'> }) {
  const { changes, warnings } = preview
  return (
    <div className="stack">
      {warnings.length === 0 ? null : (
        <Notice tone="warn">
          <p>
            <strong>Mind before you decide</strong>
          </p>
          <ul className="bullets">
            {warnings.map((warning) => (
              <li key={warning}>{warning}</li>
            ))}
          </ul>
        </Notice>
      )}
      {changes.length === 0 ? (
        <p className="quiet">Nothing else would change.</p>
      ) : (
        <ul className="bullets">
          {changes.map((change) => (
            <li key={change}>{change}</li>
          ))}
        </ul>
      )}
    </div>
  )
}
