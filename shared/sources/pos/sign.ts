import { signStandardWebhook } from '../../standard-webhooks/sign.ts'

/** The headers a till server would send: tills sign by Standard Webhooks. */
export const signPos = signStandardWebhook
