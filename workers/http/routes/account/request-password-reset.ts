import { createRoute } from '@hono/zod-openapi'
import { drizzle } from 'drizzle-orm/d1'
import { passwordResetRequestedSchema, requestPasswordResetSchema } from '#shared/contracts/accounts.ts'
import { countLinksSince } from '#shared/database/account-links.ts'
import type { UserAccountRow } from '#shared/database/tables/account.ts'
import { findAccountsByEmail } from '#shared/database/user-accounts.ts'
import { hourMs } from '#shared/kernel/time.ts'
import { mayShowLinks, sendAccountMail } from '../../../account-mail.ts'
import { newAccountLink } from '../../../credentials/account-link.ts'
import { normalEmail } from '../../../credentials/normal-email.ts'
import type { Env } from '../../../env.ts'
import type { Api } from '../../api.ts'
import { open } from '../../operations.ts'
import { problems } from '../../problems.ts'

/** So that nobody fills somebody else's mailbox. */
const mostLinksAnHour = 5

const route = createRoute({
  operationId: 'requestPasswordReset',
  method: 'post',
  path: '/v1/password-resets',
  tags: ['Account'],
  summary: 'Ask for a link to choose a new password',
  description: 'The answer is the same whether there is such an account or not.',
  ...open('link', 'Whoever forgot the password has nothing to show; the link goes to the address itself'),
  request: {
    body: { required: true, content: { 'application/json': { schema: requestPasswordResetSchema } } },
  },
  responses: {
    202: {
      description: 'If there is an account, a link is on its way; it is good once, for an hour',
      content: { 'application/json': { schema: passwordResetRequestedSchema } },
    },
    ...problems('malformed-request', 'invalid-content', 'too-many-requests'),
  },
})

export function registerRequestPasswordReset(api: Api): void {
  api.openapi(route, async (context) => {
    const { email, tenantId } = context.req.valid('json')
    const { env } = context
    const message = 'If there is an account with this address, a link is on its way.'
    const sent = sendLinks(email, tenantId, env, Date.now())
    if (mayShowLinks(env)) return context.json({ message, links: await sent }, 202)
    // Behind the answer, so that its time tells nothing either.
    context.executionCtx.waitUntil(sent)
    return context.json({ message }, 202)
  })
}

/** Makes a link for each account of an address, and has it mailed. */
async function sendLinks(
  email: string,
  tenantId: string | undefined,
  env: Env,
  nowMs: number,
): Promise<string[]> {
  const database = drizzle(env.DB)
  const found = await findAccountsByEmail(database, normalEmail(email), tenantId)
  const links: string[] = []
  for (const { account, tenantName } of found) {
    if (!mayReset(account, env)) continue
    if ((await countLinksSince(database, account, nowMs - hourMs)) >= mostLinksAnHour) continue
    const { url, expiresAtMs } = await newAccountLink('password-reset', account, env, nowMs)
    const { email: to, displayName } = account
    await sendAccountMail(
      { kind: 'password-reset', to, displayName, tenantName, url, expiresAtMs },
      env,
      nowMs,
    )
    links.push(url)
  }
  return links
}

/** Not for somebody who has no password yet, or only a provider; nor for the published demo accounts in production. */
function mayReset({ status, passwordHash, isDemo }: UserAccountRow, env: Env): boolean {
  return status === 'active' && passwordHash !== null && !(isDemo && env.ENVIRONMENT === 'production')
}
