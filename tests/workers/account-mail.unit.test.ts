import { Webhook } from 'standardwebhooks'
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { type FakeVendor, startFakeVendor } from '#tests/support/fake-vendor.ts'
import { type AccountMail, mayShowLinks, sendAccountMail } from '#workers/account-mail.ts'
import type { Env } from '#workers/env.ts'

const secret = 'whsec_c2VjcmV0IG9mIHRoZSBtYWlsIHNlcnZpY2U='
const mail: AccountMail = {
  kind: 'invitation',
  to: 'bea@acme.example',
  displayName: 'Bea',
  tenantName: 'Acme',
  url: 'https://dashboard.acme.example/invitation/t0ken',
  expiresAtMs: 1_800_000_000_000,
}
let service: FakeVendor

beforeAll(async () => {
  service = await startFakeVendor(() => ({ status: 204, body: '' }))
})
afterAll(() => service.stop())
beforeEach(() => {
  service.seen.length = 0
})

function envWith(changes: Partial<Env>): Env {
  return {
    ENVIRONMENT: 'development',
    ACCOUNT_MAIL_WEBHOOK_URL: service.url,
    ACCOUNT_MAIL_WEBHOOK_SECRET: secret,
    ...changes,
  } as Env
}

describe('sendAccountMail', () => {
  it('hands the link over, signed as the standard library checks it', async () => {
    expect(await sendAccountMail(mail, envWith({}), Date.now())).toBe(true)
    const [call] = service.seen
    const headers = call?.headers as Record<string, string>
    expect(new Webhook(secret).verify(call?.body ?? '', headers)).toEqual({
      kind: 'invitation',
      to: 'bea@acme.example',
      displayName: 'Bea',
      tenantName: 'Acme',
      url: mail.url,
      expiresAt: '2027-01-15T08:00:00.000Z',
    })
  })

  it('does nothing without a service', async () => {
    expect(await sendAccountMail(mail, envWith({ ACCOUNT_MAIL_WEBHOOK_URL: '' }), Date.now())).toBe(false)
  })

  it.each<[string, () => Partial<Env>]>([
    ['the address leads inside', () => ({ ENVIRONMENT: 'production' })],
    ['there is no secret', () => ({ ACCOUNT_MAIL_WEBHOOK_SECRET: '' })],
    ['nobody answers', () => ({ ACCOUNT_MAIL_WEBHOOK_URL: 'http://127.0.0.1:1' })],
  ])('says why, without the link, when %s', async (_, changes) => {
    const warn = vi.spyOn(console, 'warn').mockImplementation(() => undefined)
    expect(await sendAccountMail(mail, envWith(changes()), Date.now())).toBe(false)
    expect(service.seen).toEqual([])
    expect(warn).toHaveBeenCalledOnce()
    expect(JSON.stringify(warn.mock.calls)).not.toContain('t0ken')
  })

  it('takes no redirect and no error for an answer', async () => {
    const warn = vi.spyOn(console, 'warn').mockImplementation(() => undefined)
    service.answerNext({ status: 302, body: '', headers: { location: 'http://127.0.0.1:1/' } })
    service.answerNext({ status: 500, body: '' })
    expect(await sendAccountMail(mail, envWith({}), Date.now())).toBe(false)
    expect(await sendAccountMail(mail, envWith({}), Date.now())).toBe(false)
    expect(warn).toHaveBeenCalledTimes(2)
  })
})

it('shows links on a laptop without a mail service, and nowhere else', () => {
  expect(mayShowLinks(envWith({ ACCOUNT_MAIL_WEBHOOK_URL: '' }))).toBe(true)
  expect(mayShowLinks(envWith({}))).toBe(false)
  expect(mayShowLinks(envWith({ ENVIRONMENT: 'production', ACCOUNT_MAIL_WEBHOOK_URL: '' }))).toBe(false)
})
