import { signStandardWebhook } from '../../standard-webhooks/sign.ts'

/** The headers of a sender that signs by Standard Webhooks, for simulators and tests. */
export const signRest = signStandardWebhook
