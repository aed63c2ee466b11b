import { signStandardWebhook } from '../../standard-webhooks/sign.ts'

/** The headers that the Apex class of the README sends. */
export const signSalesforce = signStandardWebhook
