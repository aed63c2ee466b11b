import { describe, expect, it } from 'vitest'
import type { Role } from '#shared/access/roles.ts'
import { isCut } from '#shared/connections/body-text.ts'
import { calledBytes, keptRecord } from '#shared/connections/kept-record.ts'
import { maxEventBytes } from '#shared/events/event.ts'
import { isJsonObject } from '#shared/kernel/json.ts'
import { keptCall, readKeptCall, sentWith } from '#shared/sources/tracking/kept-call.ts'
import type { TrackingCall } from '#shared/sources/tracking/parse.ts'

const fields = { type: 'track', userId: 'u-1', messageId: 'm-1' }
const call = (parts: Partial<TrackingCall> = {}): TrackingCall => ({
  kind: undefined,
  fields,
  sentAt: undefined,
  context: undefined,
  ...parts,
})
const kept = (parts: Partial<TrackingCall>, gpc?: string, role: Role = 'write') =>
  keptCall(call(parts), sentWith(call(parts), { role, gpc }, 1))

describe('a call that is kept with its context', () => {
  const longest = { type: 'track', text: '' }
  longest.text = 'x'.repeat(maxEventBytes - JSON.stringify(longest).length)
  const around = (characterCount: number) => {
    const context = { consent: { categoryPreferences: { Analytics: false } }, note: '' }
    context.note = 'x'.repeat(characterCount - JSON.stringify(context).length)
    return call({ kind: 'identify', fields: longest, sentAt: '2026-11-01T12:00:00.000Z', context })
  }
  const written = (one: TrackingCall) => {
    const told = sentWith(one, { role: 'admin', gpc: '1' }, 1)
    return { told, bytes: calledBytes(JSON.stringify(longest), told ?? {}) }
  }

  it('fits into what is kept of a record, however long both are', () => {
    let withContextCount = 0
    for (let characterCount = 400_000; characterCount <= 512_000; characterCount += 500) {
      const one = around(characterCount)
      const { told, bytes } = written(one)
      expect([characterCount, isCut(bytes)]).toEqual([characterCount, false])
      expect(readKeptCall(keptRecord(bytes, 'tracking'))?.call).toEqual({ ...one, context: told?.context })
      if (isJsonObject(told?.context) && 'note' in told.context) withContextCount += 1
    }
    // Some contexts are kept whole and some are not, or nothing was tried.
    expect(withContextCount).toBe(101)
  })
})

describe('what makes a call another one than that of the same bytes', () => {
  const variantOf = (...parts: Parameters<typeof kept>) => kept(...parts).variant

  it('is the objection of its browser, and what the batch says of consent', () => {
    const consent = (isAnalytics: boolean) => ({
      context: { consent: { categoryPreferences: { Analytics: isAnalytics } }, library: { name: 'x' } },
    })
    const variants = [
      variantOf({}),
      variantOf({}, '1'),
      variantOf(consent(true)),
      variantOf(consent(false)),
      variantOf(consent(false), '1'),
    ]
    expect(new Set(variants).size).toBe(variants.length)
    expect(variantOf({ context: { globalPrivacyControl: true } })).toBe(variantOf({}, '1'))
  })

  it('is not when it was sent, by whose key, or what else is around it', () => {
    expect(variantOf({ sentAt: '2026-11-01T12:00:00Z', context: { library: { name: 'x' } } })).toBeUndefined()
    expect(variantOf({}, undefined, 'admin')).toBeUndefined()
    expect(variantOf({ sentAt: '2026-11-01T12:00:00Z' }, '1')).toBe(
      variantOf({ sentAt: '2026-11-01T12:00:09Z' }, '1'),
    )
  })

  it('is what its address says it is, where it does not say so itself', () => {
    const bare = { userId: 'u-1', properties: [] }
    expect(variantOf({ kind: 'page', fields: bare })).not.toBe(variantOf({ kind: 'screen', fields: bare }))
    expect(kept({ kind: 'page', fields: bare }).sentWith).toEqual({ kind: 'page' })
    expect(kept({ kind: 'track' })).toEqual({ bytes: JSON.stringify(fields) })
    // The address has the last word when a call is mapped, so it must be kept.
    expect(kept({ kind: 'page' }).sentWith).toEqual({ kind: 'page' })
  })
})

it('is kept without the key it came with, and else as it is', () => {
  expect(kept({ fields: { writeKey: 'secret', ...fields } })).toEqual({ bytes: JSON.stringify(fields) })
  expect(kept({ fields: 'no call' })).toEqual({ bytes: '"no call"' })
  expect(kept({ fields: null })).toEqual({ bytes: 'null' })
})
