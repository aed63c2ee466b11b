import { type ActionFunctionArgs, type LoaderFunctionArgs, redirect } from '@remix-run/cloudflare'
import { apiClient } from '../api/api-client.server.ts'
import { expectSuccess } from '../api/expect-success.server.ts'
import { formRefusal, refusedFor } from '../api/form-refusal.server.ts'

/** One's own account and where one is signed in. */
export async function loadAccount(args: LoaderFunctionArgs) {
  const { request } = args
  const api = await apiClient(args)
  const [account, sessions] = await Promise.all([api.getAccount(), api.listAccountSessions()])
  return {
    account: expectSuccess(account, request),
    sessions: expectSuccess(sessions, request).sessions,
  }
}

/** `intent` is "rename", "change-password", "end-session" or "remove-second-factor". */
export async function changeAccount(args: ActionFunctionArgs) {
  const { request } = args
  const form = await request.formData()
  const api = await apiClient(args)
  const text = (name: string) => String(form.get(name) ?? '')
  const intent = text('intent')
  const change = async () => {
    if (intent === 'rename') return api.updateAccount({ displayName: text('displayName') })
    if (intent === 'end-session') return api.endAccountSession(text('sessionId'))
    if (intent === 'remove-second-factor')
      return api.removeSecondFactor({ password: text('password'), code: text('code') })
    return api.changePassword({
      currentPassword: text('currentPassword'),
      newPassword: text('newPassword'),
    })
  }
  if (intent === 'change-password' && text('newPassword') !== text('repeatedPassword')) {
    const refused = { repeatedPassword: 'This is not the same as above.' }
    return refusedFor('The two new passwords differ.', refused, { intent })
  }
  const answer = await change()
  if (!answer.ok) return formRefusal(answer.failure, request, { intent, displayName: text('displayName') })
  return redirect(`${new URL(request.url).pathname}?done=${intent}`)
}
