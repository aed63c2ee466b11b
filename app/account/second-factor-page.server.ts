import { type ActionFunctionArgs, type LoaderFunctionArgs, redirect } from '@remix-run/cloudflare'
import { apiClient } from '../api/api-client.server.ts'
import { expectSuccess } from '../api/expect-success.server.ts'
import { formRefusal } from '../api/form-refusal.server.ts'

/** Whose it is, and whether there is one that the new one is to replace. */
export async function loadSecondFactor(args: LoaderFunctionArgs) {
  const { request } = args
  const api = await apiClient(args)
  const { email, secondFactor } = expectSuccess(await api.getAccount(), request)
  return { email, isOn: secondFactor.isOn }
}

/** What an authenticator needs, in the page and its form alone. */
interface SetUp {
  readonly secret: string
  readonly qrCodeSvg: string
}

/**
 * `intent` is "start", "confirm" or "finish". What the start answered travels with the form of the codes, so that a wrong
 * one does not begin it anew. The recovery codes are in the answer to the right one and in no other.
 */
export async function setUpSecondFactor(args: ActionFunctionArgs) {
  const { request } = args
  const form = await request.formData()
  const api = await apiClient(args)
  const text = (name: string) => String(form.get(name) ?? '')
  if (text('intent') === 'finish') {
    return redirect(`${new URL(request.url).pathname.replace(/\/second-factor$/, '')}?done=second-factor`)
  }
  if (text('intent') === 'start') {
    const code = text('code').trim()
    const answer = await api.startSecondFactor({ password: text('password'), ...(code !== '' && { code }) })
    if (!answer.ok) return formRefusal(answer.failure, request)
    const { secret, qrCodeSvg } = answer.value
    const setUp: SetUp = { secret, qrCodeSvg }
    return { setUp }
  }
  const answer = await api.confirmSecondFactor(text('code').replace(/\s/g, ''))
  if (answer.ok) return answer.value
  return formRefusal(answer.failure, request, { secret: text('secret'), qrCodeSvg: text('qrCodeSvg') })
}
