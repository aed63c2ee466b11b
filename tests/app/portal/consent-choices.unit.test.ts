import { describe, expect, it } from 'vitest'
import { changedStatements, choiceName, consentGroups, inForce } from '#app/portal/consent-choices.ts'
import type { ConsentsView } from '#shared/contracts/customers.ts'
import { consentChannels, consentPurposes } from '#shared/events/event.ts'

const since = '2026-11-01T10:00:00.000Z'
const said: ConsentsView = [
  { purpose: 'marketing', channel: null, isGranted: false, since, source: 'tracking/web' },
  { purpose: 'marketing', channel: 'email', isGranted: true, since, source: 'tracking/web' },
  { purpose: 'analytics', channel: null, isGranted: true, since, source: 'tracking/web' },
]
const choices = consentGroups.flatMap((group) => group.choices)

function form(answers: Readonly<Record<string, string>>): FormData {
  const data = new FormData()
  for (const [name, value] of Object.entries(answers)) data.set(name, value)
  return data
}

describe('the choices of a customer', () => {
  it('offer every purpose but the use of the data at all, and every channel for messages', () => {
    const purposes = new Set(choices.map(({ purpose }) => purpose))
    expect([...purposes].sort()).toEqual(consentPurposes.filter((each) => each !== 'processing').sort())
    const channels = choices.flatMap(({ channel }) => channel ?? [])
    expect(channels.sort()).toEqual([...consentChannels].sort())
    expect(new Set(choices.map(choiceName)).size).toBe(choices.length)
  })

  it('follow for a channel what was said of it, else what was said of all', () => {
    expect(inForce(said, { purpose: 'marketing', channel: 'email' })?.isGranted).toBe(true)
    expect(inForce(said, { purpose: 'marketing', channel: 'sms' })?.isGranted).toBe(false)
    expect(inForce(said, { purpose: 'profiling', channel: null })).toBeUndefined()
  })

  it('send what differs from what is in force, and never what nobody said', () => {
    const answers = { 'marketing:email': 'no', 'marketing:sms': 'no', analytics: 'yes', profiling: 'no' }
    expect(changedStatements(form(answers), said)).toEqual([
      { purpose: 'marketing', channel: 'email', isGranted: false },
      { purpose: 'profiling', channel: null, isGranted: false },
    ])
    expect(changedStatements(form({}), said)).toEqual([])
    expect(changedStatements(form({ profiling: 'perhaps', processing: 'no' }), said)).toEqual([])
  })
})
