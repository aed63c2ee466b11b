import { Notice } from '../components/notice.tsx'

/** Why a decision was refused. What stands below it on the page is as it is now. */
export function RefusedNotice({ error }: { error: string | undefined }) {
  if (error === undefined) return null
  return (
    <Notice tone="bad">
      <p>
        <strong>Nothing was changed.</strong> {error}
      </p>
      <p>This page shows how things are now.</p>
    </Notice>
  )
}
