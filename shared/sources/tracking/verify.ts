import { isJsonObject } from '../../kernel/json.ts'
import { isKnownSecret } from '../known-secret.ts'
import { readJson } from '../read-json.ts'
import type { Delivery, Verdict } from '../source.ts'
import { writeKeyOf } from './write-key.ts'

/**
 * Whether the call carries one of the write keys. A write key names a sender, it proves nothing about the bytes: the
 * browser SDK shows it to every visitor.
 */
export async function verifyTracking(delivery: Delivery, writeKeys: readonly string[]): Promise<Verdict> {
  let given = writeKeyOf(delivery.headers, undefined, delivery.url)
  if (given === undefined) {
    const json = readJson(delivery.body)
    given = json.ok && isJsonObject(json.value) ? writeKeyOf(delivery.headers, json.value) : undefined
  }
  if (given === undefined) return { verified: false, reason: 'missing-signature' }
  return (await isKnownSecret(given, writeKeys))
    ? { verified: true }
    : { verified: false, reason: 'bad-signature' }
}
