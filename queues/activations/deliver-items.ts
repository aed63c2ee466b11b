import type { DeliveryCall, DeliveryFailure, RecordReply } from '#shared/destinations/destination.ts'
import { fail, type Result, succeed } from '#shared/kernel/result.ts'
import type { VendorCall, VendorRequest, VendorResponse } from '#shared/sources/backfill.ts'

/** So many refused one by one, and none taken: what is wrong is not the records. */
const maxRefusedAlone = 10

interface Item {
  readonly customerId: string
  readonly remoteId: string | null
}

/** What became of items, by customer. A failure stopped the work; what has no reply was not tried, or to no end. */
export interface Delivered {
  readonly replies: ReadonlyMap<string, Exclude<RecordReply, { kind: 'gone' }>>
  readonly failure: DeliveryFailure | undefined
}

/**
 * Makes the calls for items. A batch that is refused as a whole is halved until the wrong records stand alone; what is not there any
 * more under its remote id is planned anew `withoutId`. What was taken before a call that is not answered is not lost.
 */
export async function deliverItems<Sent extends Item>(
  items: readonly Sent[],
  plan: (items: readonly Sent[]) => DeliveryCall<Sent>[],
  withoutId: (item: Sent) => Sent,
  call: VendorCall,
): Promise<Delivered> {
  const replies = new Map<string, Exclude<RecordReply, { kind: 'gone' }>>()
  const batches: (readonly Sent[])[] = items.length === 0 ? [] : [items]
  let refusedAloneCount = 0
  let isAnyTaken = false
  for (let batch = batches.pop(); batch !== undefined; batch = batches.pop()) {
    const gone: Sent[] = []
    for (const { request, items: sent, read } of plan(batch)) {
      const response = await answerTo(request, call)
      const answer = response.ok ? read(response.value) : response
      if (answer.ok) {
        for (const [index, item] of sent.entries()) {
          const reply = answer.value[index]
          if (reply?.kind === 'gone' && item.remoteId !== null) gone.push(withoutId(item))
          else if (reply !== undefined && reply.kind !== 'gone') replies.set(item.customerId, reply)
          isAnyTaken ||= reply?.kind === 'taken'
        }
        continue
      }
      const { failure } = answer
      if (failure.kind !== 'batch-refused') return { replies, failure }
      if (sent.length > 1) {
        const half = Math.ceil(sent.length / 2)
        batches.push(sent.slice(half), sent.slice(0, half))
        continue
      }
      const [alone] = sent
      if (alone !== undefined) replies.set(alone.customerId, { kind: 'refused', problem: failure.message })
      refusedAloneCount += 1
      if (!isAnyTaken && refusedAloneCount >= maxRefusedAlone) return { replies, failure }
    }
    if (gone.length > 0) batches.push(gone)
  }
  return { replies, failure: undefined }
}

async function answerTo(
  request: VendorRequest,
  call: VendorCall,
): Promise<Result<VendorResponse, DeliveryFailure>> {
  try {
    return succeed(await call(request))
  } catch (error) {
    const message = `there is no answer: ${error instanceof Error ? error.message : String(error)}`
    return fail({ kind: 'vendor-unavailable', message, retryable: true, afterSeconds: null })
  }
}
