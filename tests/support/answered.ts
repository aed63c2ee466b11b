import type { PatronClient } from '#shared/contracts/client.ts'
import type { PrivacyRequestView } from '#shared/contracts/privacy.ts'
import { good } from './good.ts'

/** A request about privacy once it is done. */
export async function answered(staff: PatronClient, requestId: string): Promise<PrivacyRequestView> {
  for (let wait = 0; wait < 1_200; wait += 1) {
    const request = await good(staff.getPrivacyRequest(requestId))
    if (request.status === 'done') return request
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
  throw new Error('the request is not answered')
}
