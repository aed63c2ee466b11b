import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/cloudflare'
import { changeAccount, loadAccount } from '../account/account-page.server.ts'
import { AccountPage } from '../account/account-page.tsx'

export const meta: MetaFunction = () => [{ title: 'My account · Patron' }]

export const loader = (args: LoaderFunctionArgs) => loadAccount(args)

export const action = (args: ActionFunctionArgs) => changeAccount(args)

export default AccountPage
