import {
  type ActionFunctionArgs,
  type LoaderFunctionArgs,
  type MetaFunction,
  redirect,
} from '@remix-run/cloudflare'
import { Form, Link, useActionData, useLoaderData, useNavigation } from '@remix-run/react'
import type { ImportKind } from '#shared/contracts/imports.ts'
import { apiClient } from '../api/api-client.server.ts'
import { expectSuccess } from '../api/expect-success.server.ts'
import { failedAction } from '../api/failed-action.server.ts'
import { Button, ButtonLink } from '../components/button.tsx'
import { Card } from '../components/card.tsx'
import { Notice } from '../components/notice.tsx'
import { PageHeader } from '../components/page-header.tsx'
import { RefusedNotice } from '../identity/refused-notice.tsx'
import { importAddress } from '../imports/import-address.ts'
import { UndoPreview } from '../imports/undo-preview.tsx'

export const meta: MetaFunction = () => [{ title: 'Undo an import · Patron' }]

/** What stays, for the kinds of which there is more to say than that others may have told it too. */
const keptWords: Partial<Record<ImportKind, string>> = {
  orders: `What another file or another source told too stays, and so do lines of these orders that came with a file of
    lines: undo that one too.`,
  order_lines: 'The orders stay, as their own file told them. Lines that still wait for their order go too.',
  products:
    'What other files of products said stays, and of each detail the newest that is left holds again.',
  inventory:
    'What other files of stock levels said stays, and of each level the newest count that is left holds again.',
  sales:
    'What other files of sales said stays, and of each item and day the newest word that is left holds again.',
}

/** After a refusal the page shows what is so now. */
export const shouldRevalidate = () => true

export async function loader(args: LoaderFunctionArgs) {
  const importId = args.params.importId ?? ''
  const api = await apiClient(args)
  const view = expectSuccess(await api.getImport(importId), args.request)
  if (view.undoRefusal !== null) throw redirect(importAddress(importId))
  const preview = expectSuccess(await api.previewImportUndo(importId), args.request)
  return { view, preview }
}

export async function action(args: ActionFunctionArgs) {
  const importId = args.params.importId ?? ''
  const api = await apiClient(args)
  const answer = await api.undoImport(importId)
  if (!answer.ok) return failedAction(answer.failure, args.request)
  return redirect(importAddress(importId))
}

export default function UndoImportPage() {
  const { view, preview } = useLoaderData<typeof loader>()
  const refused = useActionData<typeof action>()
  const isBusy = useNavigation().state !== 'idle'
  return (
    <div className="stack">
      <nav aria-label="Where this page is">
        <Link to={importAddress(view.id)} className="small">
          {view.fileName}
        </Link>
      </nav>
      <PageHeader title="Undo this import?" lead="This is what it would come to. Nothing has changed yet." />
      <RefusedNotice error={refused?.error} />
      <Card title="What would go">
        <UndoPreview preview={preview} />
      </Card>
      <Notice tone="info">
        {keptWords[view.mapping?.kind ?? 'orders'] ?? 'What another file or another source told too stays.'}{' '}
        An undo cannot be taken back, but the same file can be imported again.
      </Notice>
      <Form method="post" className="row">
        <Button type="submit" look="primary" disabled={isBusy}>
          {isBusy ? 'Undoing…' : 'Undo the import'}
        </Button>
        <ButtonLink to={importAddress(view.id)} look="quiet">
          Cancel
        </ButtonLink>
      </Form>
    </div>
  )
}
