import {
  type ActionFunctionArgs,
  data,
  type LoaderFunctionArgs,
  type MetaFunction,
  redirect,
} from '@remix-run/cloudflare'
import { useActionData, useLoaderData } from '@remix-run/react'
import type { NewQrCode } from '#shared/contracts/qr-codes.ts'
import { apiClient } from '../api/api-client.server.ts'
import { expectSuccess } from '../api/expect-success.server.ts'
import { Card } from '../components/card.tsx'
import { Notice } from '../components/notice.tsx'
import { PageHeader } from '../components/page-header.tsx'
import { Pagination } from '../components/pagination.tsx'
import { EmptyState } from '../components/states.tsx'
import { countOf, formatCount } from '../format/format-number.ts'
import { QrCodeForm } from '../qr-codes/qr-code-form.tsx'
import { QrCodeTable } from '../qr-codes/qr-code-table.tsx'
import { refusedFields } from '../rules/refused-fields.server.ts'

export const meta: MetaFunction = () => [{ title: 'QR codes · Patron' }]

/** `?edit=<code>` shows the form of that code, if it is on the page. */
export async function loader(args: LoaderFunctionArgs) {
  const { searchParams } = new URL(args.request.url)
  const cursor = searchParams.get('cursor') ?? undefined
  const api = await apiClient(args)
  const page = expectSuccess(await api.listQrCodes({ cursor }), args.request)
  return { ...page, cursor, edited: page.qrCodes.find(({ code }) => code === searchParams.get('edit')) }
}

/** `intent` is "create", "change", "switch-on" or "switch-off". */
export async function action(args: ActionFunctionArgs) {
  const form = await args.request.formData()
  const api = await apiClient(args)
  const text = (name: string) => String(form.get(name) ?? '')
  const intent = text('intent')
  const texts = {
    label: text('label'),
    targetUrl: text('targetUrl'),
    storeId: text('storeId'),
    campaign: text('campaign'),
  } satisfies NewQrCode
  const answer =
    intent === 'create'
      ? await api.createQrCode(texts)
      : await api.updateQrCode(
          text('code'),
          intent === 'change' ? texts : { isActive: intent === 'switch-on' },
        )
  if (answer.ok) return redirect('/qr-codes')
  const { failure } = answer
  if (failure.status === 401) expectSuccess(answer, args.request)
  return data(
    { error: failure.message, texts, errors: refusedFields(failure) },
    { status: failure.status >= 400 ? failure.status : 503 },
  )
}

export default function QrCodesPage() {
  const { qrCodes, total, nextCursor, cursor, edited } = useLoaderData<typeof loader>()
  const refused = useActionData<typeof action>()
  return (
    <div className="stack">
      <PageHeader
        title="QR codes"
        lead="For receipts, shelves and shop windows: each scan is recorded, and leads to a page you can change later."
      />
      {refused === undefined ? null : (
        <Notice tone="bad">
          <p>{refused.error}</p>
        </Notice>
      )}
      <Card title={edited === undefined ? 'Make a code' : `Change ${edited.label}`}>
        <QrCodeForm qrCode={edited} refused={refused} />
      </Card>
      <Card title="Codes" note={countOf(total, 'code')}>
        {qrCodes.length === 0 ? (
          <EmptyState title="No codes yet" icon="qr">
            Make one above and print it. On a receipt, let the till add <code>?r=</code> and the receipt
            number to its address: then the bill is known to be of whoever scans it.
          </EmptyState>
        ) : (
          <QrCodeTable qrCodes={qrCodes} />
        )}
        <Pagination
          label="Pages of codes"
          summary={`${formatCount(qrCodes.length)} of ${formatCount(total)} on this page`}
          firstHref={cursor === undefined ? undefined : '/qr-codes'}
          nextHref={nextCursor === null ? undefined : `/qr-codes?cursor=${nextCursor}`}
        />
      </Card>
    </div>
  )
}
