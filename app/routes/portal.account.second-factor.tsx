import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/cloudflare'
import { loadSecondFactor, setUpSecondFactor } from '../account/second-factor-page.server.ts'
import { SecondFactorPage } from '../account/second-factor-page.tsx'

export const meta: MetaFunction = () => [{ title: 'Second factor' }]

export const loader = (args: LoaderFunctionArgs) => loadSecondFactor(args)

export const action = (args: ActionFunctionArgs) => setUpSecondFactor(args)

export default SecondFactorPage
