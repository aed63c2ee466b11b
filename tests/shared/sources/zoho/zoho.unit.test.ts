import { createHmac } from 'node:crypto'
import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { JsonObject } from '#shared/kernel/json.ts'
import { zohoSource } from '#shared/sources/zoho/index.ts'
import { signZoho } from '#shared/sources/zoho/sign.ts'
import { verifyZoho } from '#shared/sources/zoho/verify.ts'
import { findFixtures, fixtureContext } from '../fixtures.ts'

const bytesOf = (text: string) => new Uint8Array(new TextEncoder().encode(text))
const fixtures = findFixtures('zoho')

function eventsOf(name: string, change: JsonObject = {}) {
  const found = fixtures.find((fixture) => fixture.name === name)
  if (found === undefined) throw new Error(`no fixture ${name}`)
  const body = JSON.parse(new TextDecoder().decode(found.delivery.body))
  for (const thing of Object.keys(body)) Object.assign(body[thing], change)
  const parsed = zohoSource.parse({ ...found.delivery, body: bytesOf(JSON.stringify(body)) })
  if (!parsed.ok) throw new Error(parsed.failure.message)
  return parsed.value.flatMap((record) => {
    const mapped = zohoSource.map(record, fixtureContext('zoho'))
    if (!mapped.ok) throw new Error(mapped.failure.message)
    return mapped.value
  })
}

describe('the signature', () => {
  const url = 'https://patron.example/webhooks/zoho/demo'
  const verdict = (address: string, body: Uint8Array<ArrayBuffer>, signature: string) => {
    const headers = new Map([['x-zoho-webhook-signature', signature]])
    return verifyZoho({ method: 'POST', url: address, headers, body }, ['hush'])
  }
  const hmac = (text: string) => createHmac('sha256', 'hush').update(text).digest('hex')

  it.each([
    // The example of Zoho's documentation.
    ['?subscription_id=90343&name=basic', 'namebasicsubscription_id90343'],
    ['', ''],
    ['?', ''],
    ['?a=1&', 'a1'],
    ['?name=caf%C3%A9+noir', 'namecafé noir'],
    ['?b=&a', 'ab'],
  ])('covers the parameters %j as %j', async (query, prefix) => {
    const json = '{"created_date":"2019-03-06","event_id":"5675"}'
    expect(await verdict(url + query, bytesOf(json), hmac(prefix + json))).toEqual({ verified: true })
    expect(await verdict(`${url}?another=1`, bytesOf(json), hmac(prefix + json))).toEqual({
      verified: false,
      reason: 'bad-signature',
    })
  })

  it('is the one of another HMAC implementation, for any parameters and body', async () => {
    const parameters = fc.dictionary(fc.string({ minLength: 1 }), fc.string(), { maxKeys: 4 })
    await fc.assert(
      fc.asyncProperty(parameters, fc.string(), async (query, text) => {
        const address = `${url}?${new URLSearchParams(query)}`
        const names = Object.keys(query).sort()
        const expected = hmac(
          names.map((name) => name.toWellFormed() + query[name]?.toWellFormed()).join('') + text,
        )
        expect(await signZoho(address, bytesOf(text), 'hush')).toEqual({
          'x-zoho-webhook-signature': expected,
        })
        expect(await verdict(address, bytesOf(text), expected.toUpperCase())).toEqual({ verified: true })
      }),
      { seed: 20261121, numRuns: 500 },
    )
  })

  it.each(['', 'zz', 'abc', 'c2hvcnQ='])('is refused when it reads %j', async (signature) => {
    expect(await verdict(url, bytesOf('{}'), signature)).toEqual({ verified: false, reason: 'bad-signature' })
  })
})

it.each([
  ['draft', []],
  ['pending_approval', []],
  ['confirmed', ['Order Completed', 'Order Updated']],
  ['shipped', ['Order Completed', 'Order Updated', 'Order Fulfilled']],
  ['closed', ['Order Completed', 'Order Updated']],
  ['void', ['Order Cancelled']],
])('an order of the status %s, changed a day later, tells %j', (status, names) => {
  const changed = { status, last_modified_time: '2026-11-03T09:15:12+0000' }
  expect(eventsOf('salesorder/confirmed', changed).map((event) => event.name)).toEqual(names)
})

it('the lines of an order, its shipping and tax, less its discount, are its total', () => {
  const told = eventsOf('salesorder/confirmed')[0]?.order
  const lines = told?.lines.reduce((sum, line) => sum + line.amountMinor, 0) ?? 0
  const total = lines + (told?.shippingMinor ?? 0) + (told?.taxMinor ?? 0) - (told?.discountMinor ?? 0)
  expect(total).toBe(told?.totalMinor)
})

it('a number too long for JSON is refused, not rounded', () => {
  const delivery = fixtures.find(({ name }) => name === 'contact/private-customer')?.delivery
  if (delivery === undefined) throw new Error('the fixture is gone')
  const body = bytesOf('{"contact":{"contact_id":460000000026049123}}')
  const parsed = zohoSource.parse({ ...delivery, body })
  expect(parsed.ok ? null : parsed.failure.kind).toBe('invalid-customer')
})
