import { createRoute } from '@hono/zod-openapi'
import { drizzle } from 'drizzle-orm/d1'
import { totpSecret, totpSecretBytes, totpUri } from '#shared/access/second-factor.ts'
import { secondFactorSetUpSchema, startSecondFactorSchema } from '#shared/contracts/accounts.ts'
import { updateAccount } from '#shared/database/user-accounts.ts'
import { renderQrCode } from '#shared/qr-codes/render-qr-code.ts'
import { sealText } from '../../../credentials/sealed-text.ts'
import { secondFactorOf } from '../../../credentials/take-code.ts'
import type { Api } from '../../api.ts'
import { guarded } from '../../middleware/authenticate.ts'
import { problems } from '../../problems.ts'
import { requireOwnAccount, requireProof } from '../../require-account.ts'

const route = createRoute({
  operationId: 'startSecondFactor',
  method: 'post',
  path: '/v1/account/second-factor',
  tags: ['Account'],
  summary: 'Begin to set up a second factor',
  description:
    'Enter the secret into an authenticator (RFC 6238), then confirm it with a code. Until then, nothing changes: a second factor that is on stays so, and takes a code to be replaced.',
  ...guarded('account:use'),
  request: { body: { required: true, content: { 'application/json': { schema: startSecondFactorSchema } } } },
  responses: {
    200: {
      description: 'A secret, shown this once',
      content: { 'application/json': { schema: secondFactorSetUpSchema } },
    },
    ...problems('malformed-request', 'unauthenticated', 'forbidden', 'invalid-content'),
  },
})

export function registerStartSecondFactor(api: Api): void {
  api.openapi(route, async (context) => {
    const { env } = context
    const access = context.get('access')
    const account = await requireOwnAccount(access, env)
    await requireProof(account, context.req.valid('json'), env, Date.now())
    const secret = totpSecret(crypto.getRandomValues(new Uint8Array(totpSecretBytes)))
    const sealedNextTotpSecret = await sealText(secret, secondFactorOf(account), env)
    await updateAccount(drizzle(env.DB), account, { sealedNextTotpSecret })
    const uri = totpUri(secret, account.email, `Patron ${access.tenant.name}`)
    return context.json({ secret, uri, qrCodeSvg: renderQrCode(uri) }, 200)
  })
}
