import { createRoute } from '@hono/zod-openapi'
import { drizzle } from 'drizzle-orm/d1'
import { recoveryCodeBytes, recoveryCodes } from '#shared/access/recovery-codes.ts'
import { confirmSecondFactorSchema, recoveryCodesSchema } from '#shared/contracts/accounts.ts'
import { isStillToConfirm, updateAccount } from '#shared/database/user-accounts.ts'
import { endAccountSessions, forgetSessions } from '../../../credentials/find-session.ts'
import { recoveryCodeHash, stepOfCode } from '../../../credentials/take-code.ts'
import type { Api } from '../../api.ts'
import { guarded } from '../../middleware/authenticate.ts'
import { ProblemError, problems } from '../../problems.ts'
import { requireOwnAccount } from '../../require-account.ts'

const route = createRoute({
  operationId: 'confirmSecondFactor',
  method: 'post',
  path: '/v1/account/second-factor/confirm',
  tags: ['Account'],
  summary: 'Turn the second factor on, with a code of the authenticator',
  description:
    'In the place of one that was on, whose recovery codes are void from then on. All other sessions of the account end.',
  ...guarded('account:use'),
  request: {
    body: { required: true, content: { 'application/json': { schema: confirmSecondFactorSchema } } },
  },
  responses: {
    200: {
      description: 'It is on. The codes help when the authenticator is lost',
      content: { 'application/json': { schema: recoveryCodesSchema } },
    },
    ...problems('malformed-request', 'unauthenticated', 'forbidden', 'conflict', 'invalid-content'),
  },
})

export function registerConfirmSecondFactor(api: Api): void {
  api.openapi(route, async (context) => {
    const { env } = context
    const nowMs = Date.now()
    const access = context.get('access')
    const account = await requireOwnAccount(access, env)
    const { sealedNextTotpSecret } = account
    if (sealedNextTotpSecret === null) {
      throw new ProblemError('conflict', 'There is nothing to confirm: begin anew')
    }
    const { code } = context.req.valid('json')
    const step = await stepOfCode(account, sealedNextTotpSecret, code, null, env, nowMs)
    if (step === undefined) {
      throw new ProblemError('invalid-content', undefined, {
        errors: [{ pointer: '/code', detail: 'does not fit: wait for the next one, and check the clock' }],
      })
    }
    const codes = recoveryCodes(crypto.getRandomValues(new Uint8Array(recoveryCodeBytes)))
    const recoveryCodeHashes = await Promise.all(codes.map((code) => recoveryCodeHash(account, code, env)))
    const changed = await updateAccount(
      drizzle(env.DB),
      account,
      {
        sealedTotpSecret: sealedNextTotpSecret,
        sealedNextTotpSecret: null,
        totpConfirmedAt: nowMs,
        totpLastStep: step,
        recoveryCodeHashes,
      },
      isStillToConfirm(sealedNextTotpSecret),
    )
    if (changed === undefined) throw new ProblemError('conflict', 'There is nothing to confirm: begin anew')
    await endAccountSessions(env, account, { butNot: access.sessionId }, 'second-factor-changed', nowMs)
    await forgetSessions(env, account.tenantId, [access], nowMs)
    return context.json({ recoveryCodes: codes }, 200)
  })
}
