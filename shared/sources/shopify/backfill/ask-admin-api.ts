import { createAdminApiClient } from '@shopify/admin-api-client'
import * as z from 'zod'
import { fail, type Result, succeed } from '../../../kernel/result.ts'
import type { BackfillFailure, VendorCall, VendorResponse } from '../../backfill.ts'
import { failureOfResponse, unreadableAnswer } from '../../backfill-failure.ts'
import { adminApiVersion } from '../settings.ts'

/** A question that Shopify will not answer whole, whatever the time: it has to be asked for less. */
export interface TooCostly {
  readonly kind: 'too-costly'
}

const errorsSchema = z.array(
  z.object({ message: z.string(), extensions: z.object({ code: z.string().optional() }).optional() }),
)
const costSchema = z.object({
  cost: z.object({
    requestedQueryCost: z.number(),
    throttleStatus: z.object({ currentlyAvailable: z.number(), restoreRate: z.number().positive() }),
  }),
})

/**
 * One GraphQL query to the Admin API, asked by Shopify's own client. It wants a shop and a token of its own; where the
 * call goes and with which token is the caller's matter, so both are left out of what is passed on.
 *
 * Throws what `call` throws.
 */
export async function askAdminApi(
  query: string,
  variables: Record<string, string | number | null>,
  call: VendorCall,
): Promise<Result<unknown, BackfillFailure> | TooCostly> {
  let answered: VendorResponse | undefined
  let thrown: unknown
  const client = createAdminApiClient({
    storeDomain: 'shop.myshopify.com',
    accessToken: 'left to the caller',
    apiVersion: adminApiVersion,
    // It would warn on the console once the version is a year old.
    logger: () => undefined,
    customFetchApi: async (url, init) => {
      try {
        const headers = { accept: 'application/json', 'content-type': 'application/json' }
        const { pathname: path } = new URL(url)
        answered = await call({ method: 'POST', path, headers, body: String(init?.body ?? '') })
      } catch (error) {
        thrown = error
        throw error
      }
      return new Response(answered.body, { status: answered.status, headers: [...answered.headers] })
    },
  })
  const { data, errors, extensions } = await client.request(query, { variables })
  if (thrown !== undefined) throw thrown
  if (answered === undefined) throw new Error('The client of the Admin API asked nothing')
  if (answered.status < 200 || answered.status > 299) return fail(failureOfResponse(answered))
  const told = errorsSchema.safeParse(errors?.graphQLErrors)
  if (told.success && told.data.length > 0) return failureOfErrors(told.data, extensions)
  return data === undefined || errors !== undefined
    ? fail(unreadableAnswer('the Admin API answered no data'))
    : succeed(data)
}

/** Shopify answers 200 to a query it refuses; the code says why. */
function failureOfErrors(
  errors: z.infer<typeof errorsSchema>,
  extensions: unknown,
): { ok: false; failure: BackfillFailure } | TooCostly {
  const codes = errors.map(({ message, extensions: told }) => told?.code ?? message.toUpperCase())
  const message = `the Admin API refused: ${errors[0]?.message.slice(0, 200) ?? ''}`
  if (codes.includes('MAX_COST_EXCEEDED')) return { kind: 'too-costly' }
  if (codes.includes('THROTTLED')) {
    const afterSeconds = secondsUntilAffordable(extensions)
    return fail({ kind: 'rate-limited', message, retryable: true, afterSeconds })
  }
  if (codes.includes('ACCESS_DENIED') || codes.includes('SHOP_INACTIVE')) {
    return fail({ kind: 'invalid-credentials', message, retryable: false, afterSeconds: null })
  }
  if (codes.includes('INTERNAL_SERVER_ERROR') || codes.includes('TIMEOUT')) {
    return fail({ kind: 'vendor-unavailable', message, retryable: true, afterSeconds: null })
  }
  return fail(unreadableAnswer(message))
}

/** Points flow back at a steady rate; the query can be paid for once as many are there as it asks for. */
function secondsUntilAffordable(extensions: unknown): number | null {
  const told = costSchema.safeParse(extensions)
  if (!told.success) return null
  const { requestedQueryCost, throttleStatus } = told.data.cost
  const missing = requestedQueryCost - throttleStatus.currentlyAvailable
  return Math.max(1, Math.ceil(missing / throttleStatus.restoreRate))
}
