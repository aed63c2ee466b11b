import { describe, expect, it } from 'vitest'
import { parseCommand } from '#scripts/patron/parse-command.ts'

const line = (text: string) => parseCommand(text.split(' ').filter(Boolean))

describe('parseCommand', () => {
  it('fills in what is not said with the demo on this machine', () => {
    expect(line('send shopify orders/create')).toEqual({
      ok: true,
      value: {
        name: 'send',
        source: 'shopify',
        topic: 'orders/create',
        variant: 'good',
        count: 1,
        seed: undefined,
        atMs: undefined,
        url: 'http://127.0.0.1:8787',
        publicUrl: 'http://127.0.0.1:8787',
        connection: 'demo',
        secret: undefined,
        keyFile: undefined,
        oldSecret: undefined,
      },
    })
  })

  it('reads every option', () => {
    expect(
      line(
        'send twilio message --variant rotated-secret --count 10 --seed 7 --at 2026-11-21T10:00:00Z --url http://127.0.0.1:9000 --public-url https://patron.example --connection shop --secret new --old-secret old --key-file key.pem',
      ),
    ).toEqual({
      ok: true,
      value: {
        name: 'send',
        source: 'twilio',
        topic: 'message',
        variant: 'rotated-secret',
        count: 10,
        seed: 7,
        atMs: Date.UTC(2026, 10, 21, 10),
        url: 'http://127.0.0.1:9000',
        publicUrl: 'https://patron.example',
        connection: 'shop',
        secret: 'new',
        keyFile: 'key.pem',
        oldSecret: 'old',
      },
    })
  })

  it.each(['', 'help', '--help', 'send shopify -h'])('helps when asked by "%s"', (text) => {
    expect(line(text)).toEqual({ ok: true, value: { name: 'help' } })
  })

  it.each([
    ['list', undefined],
    ['list pos', 'pos'],
  ])('lists by "%s"', (text, source) => {
    expect(line(text)).toEqual({ ok: true, value: { name: 'list', source } })
  })

  it.each([
    ['make', 'There is no command make'],
    ['list pos sale', 'What is sale?'],
    ['send shopify', 'needs a source and a topic'],
    ['send shopify orders/create now', 'What is now?'],
    ['send shopify orders/create --variant odd', '--variant is one of good, duplicate'],
    ['send shopify orders/create --count 0', '--count is a number'],
    ['send shopify orders/create --count many', '--count is a number'],
    ['send shopify orders/create --count 100001', '--count is a number'],
    ['send shopify orders/create --seed -1', 'seed'],
    ['send shopify orders/create --at yesterday', '--at is a moment'],
    ['send shopify orders/create --url ftp://patron.example', 'is no http address'],
    ['send shopify orders/create --public-url patron', 'is no http address'],
    ['send shopify orders/create --loud', '--loud'],
  ])('refuses "%s"', (text, detail) => {
    const parsed = line(text)
    expect(parsed).toMatchObject({ ok: false, failure: { kind: 'wrong-command' } })
    expect(parsed.ok ? '' : parsed.failure.message).toContain(detail)
  })
})
