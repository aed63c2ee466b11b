import { isJsonObject } from '../../kernel/json.ts'
import { readJson } from '../read-json.ts'
import type { Delivery, Verdict } from '../source.ts'
import { writeKeyOf } from './write-key.ts'

const encoder = new TextEncoder()

/**
 * Whether the call carries one of the write keys. A write key names a sender, it proves nothing about the bytes: the
 * browser SDK shows it to every visitor.
 */
export async function verifyTracking(delivery: Delivery, writeKeys: readonly string[]): Promise<Verdict> {
  let given = writeKeyOf(delivery.headers, undefined)
  if (given === undefined) {
    const json = readJson(delivery.body)
    given = json.ok && isJsonObject(json.value) ? writeKeyOf(delivery.headers, json.value) : undefined
  }
  if (given === undefined) return { verified: false, reason: 'missing-signature' }
  const digest = await sha256(given)
  let known = false
  for (const writeKey of writeKeys) {
    if (writeKey !== '' && sameBytes(await sha256(writeKey), digest)) known = true
  }
  return known ? { verified: true } : { verified: false, reason: 'bad-signature' }
}

async function sha256(text: string): Promise<Uint8Array> {
  return new Uint8Array(await crypto.subtle.digest('SHA-256', encoder.encode(text)))
}

/** Looks at every byte whatever it finds, so that the time taken says nothing. */
function sameBytes(left: Uint8Array, right: Uint8Array): boolean {
  let difference = left.length ^ right.length
  for (const [index, byte] of left.entries()) difference |= byte ^ (right[index] ?? 0)
  return difference === 0
}
