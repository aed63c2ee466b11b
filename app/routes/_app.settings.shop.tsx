import {
  type ActionFunctionArgs,
  type LoaderFunctionArgs,
  type MetaFunction,
  redirect,
} from '@remix-run/cloudflare'
import { useActionData, useLoaderData, useSearchParams } from '@remix-run/react'
import { apiClient } from '../api/api-client.server.ts'
import { expectSuccess } from '../api/expect-success.server.ts'
import { formRefusal } from '../api/form-refusal.server.ts'
import { Notice } from '../components/notice.tsx'
import { PageHeader } from '../components/page-header.tsx'
import { useMay } from '../session/use-session.ts'
import { readShopForm } from '../shop/read-shop-form.ts'
import { ShopFacts } from '../shop/shop-facts.tsx'
import { ShopForm } from '../shop/shop-form.tsx'

export const meta: MetaFunction = () => [{ title: 'Shop · Patron' }]

/** `?saved=yes` says that what was changed just now is in force. */
export async function loader(args: LoaderFunctionArgs) {
  const api = await apiClient(args)
  return expectSuccess(await api.getTenant(), args.request)
}

export async function action(args: ActionFunctionArgs) {
  const { request } = args
  const form = await request.formData()
  const api = await apiClient(args)
  const answer = await api.updateTenant(readShopForm(form))
  const texts = Object.fromEntries([...form].map(([name, value]) => [name, String(value)]))
  return answer.ok ? redirect('/settings/shop?saved=yes') : formRefusal(answer.failure, request, texts)
}

export default function ShopPage() {
  const shop = useLoaderData<typeof loader>()
  const refused = useActionData<typeof action>()?.refused
  const mayChange = useMay('tenant:manage')
  const isSaved = useSearchParams()[0].get('saved') === 'yes'
  return (
    <>
      <PageHeader
        title="Shop"
        lead={shop.residency === 'eu' ? 'Its data is kept in the European Union.' : undefined}
      />
      {refused === undefined ? null : <Notice tone="bad">{refused.error}</Notice>}
      {isSaved && refused === undefined ? <Notice tone="good">Saved. It is in force.</Notice> : null}
      {mayChange ? <ShopForm shop={shop} refused={refused} /> : <ShopFacts shop={shop} />}
    </>
  )
}
