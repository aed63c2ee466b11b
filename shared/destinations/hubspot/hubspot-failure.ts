import * as z from 'zod'
import type { VendorResponse } from '../../sources/backfill.ts'
import { allowanceUsedUp, failureOfDelivery, readAnswer } from '../delivery-failure.ts'
import type { DeliveryFailure } from '../destination.ts'

const problemSchema = z.object({ message: z.string(), policyName: z.string().optional() })

/** What an answer of HubSpot's that is no success means. 429 is for the ten seconds' allowance or for the day's. */
export function failureOfHubspot(response: VendorResponse): DeliveryFailure {
  const json = readAnswer(response.body)
  const problem = json.ok ? problemSchema.safeParse(json.value).data : undefined
  if (response.status === 429 && problem?.policyName === 'DAILY')
    return allowanceUsedUp("HubSpot's allowance of calls for today is used up")
  return failureOfDelivery(response, problem?.message)
}
