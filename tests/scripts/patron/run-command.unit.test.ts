import { describe, expect, it } from 'vitest'
import { runCommand } from '#scripts/patron/run-command.ts'
import { demoSecret } from '#scripts/provision-demo-tenant.ts'
import { verifyMagento } from '#shared/sources/magento/verify.ts'
import { shopifySource } from '#shared/sources/shopify/index.ts'

interface Call {
  readonly url: string
  readonly headers: ReadonlyMap<string, string>
  readonly body: Uint8Array<ArrayBuffer>
}

const counts = (accepted: number, duplicate = 0, quarantined = 0) =>
  Response.json({ accepted, duplicate, quarantined })

/** Runs a line against a Patron that gives one answer after the other, the last one for ever. */
async function run(text: string, answers: (() => Response)[] = [() => counts(1)]) {
  const calls: Call[] = []
  const printed: string[] = []
  const errors: string[] = []
  const code = await runCommand(text.split(' '), {
    fetch: async (input, init) => {
      const request = new Request(input, init)
      const body = new Uint8Array(await request.arrayBuffer())
      calls.push({ url: request.url, headers: new Map(request.headers), body })
      const answer = answers[Math.min(calls.length, answers.length) - 1]
      if (answer === undefined) throw new TypeError('fetch failed', { cause: new Error('ECONNREFUSED') })
      return answer()
    },
    print: (line) => printed.push(line),
    printError: (line) => errors.push(line),
    readFile: (path) => {
      if (path === 'missing') throw new Error('there is no file missing')
      return `text of ${path}`
    },
    nowMs: Date.parse('2026-11-21T10:00:00Z'),
    anySeed: 42,
  })
  return { code, calls, printed, errors }
}

const isSignedWith = (secret: string, { url, headers, body }: Call) =>
  shopifySource.verify({ method: 'POST', url, headers, body }, [secret])

describe('patron send', () => {
  it('sends to the demo connection under its published secret, and says what became of it', async () => {
    const { code, calls, printed, errors } = await run('send shopify orders/create')
    expect([code, errors]).toEqual([0, []])
    expect(printed).toEqual(['orders/create  200 accepted', '1 sent with seed 42: all as it should'])
    const [call] = calls
    if (call === undefined) throw new Error('nothing was sent')
    expect(call.url).toBe('http://127.0.0.1:8787/webhooks/shopify/demo')
    expect(call.headers.get('x-shopify-topic')).toBe('orders/create')
    expect(await isSignedWith('demo-shopify-secret', call)).toEqual({ verified: true })
  })

  it('sends as often as it is told, each about something else, and the same for a seed', async () => {
    const first = await run('send shopify orders/create --count 5 --seed 7')
    const again = await run('send shopify orders/create --count 5 --seed 7')
    const other = await run('send shopify orders/create --count 5 --seed 8')
    const textsOf = ({ calls }: typeof first) => calls.map(({ body }) => new TextDecoder().decode(body))
    expect(new Set(textsOf(first)).size).toBe(5)
    expect(textsOf(again)).toEqual(textsOf(first))
    expect(textsOf(other)).not.toEqual(textsOf(first))
  })

  it('signs for the public address, and sends to the other one', async () => {
    const { calls } = await run('send square payment.updated --public-url https://patron.example --secret s')
    expect(calls.map(({ url }) => url)).toEqual(['http://127.0.0.1:8787/webhooks/square/demo'])
  })

  it('sends tracking calls with the write key to their own door', async () => {
    const { calls } = await run('send tracking page')
    expect(calls.map(({ url }) => url)).toEqual(['http://127.0.0.1:8787/v1/page'])
    expect(calls[0]?.headers.get('authorization')).toBe(`Basic ${btoa('demo-write-key:')}`)
  })

  it('signs for the demo’s Adobe Commerce with the published half of its key pair', async () => {
    const { calls } = await run('send magento sales_order_save_after')
    const [sent] = calls
    if (sent === undefined) throw new Error('nothing was sent')
    const verdict = await verifyMagento({ ...sent, method: 'POST' }, [demoSecret('magento')])
    expect(verdict).toEqual({ verified: true })
  })

  it('sends one under each secret while one is rotated', async () => {
    const { calls } = await run(
      'send shopify orders/create --variant rotated-secret --secret new --old-secret old',
    )
    expect(calls.length).toBe(2)
    expect(
      await Promise.all(calls.map((call, index) => isSignedWith(index === 0 ? 'new' : 'old', call))),
    ).toEqual([{ verified: true }, { verified: true }])
  })

  it.each<[string, string, (() => Response)[], 0 | 1]>([
    ['an accepted duplicate', 'duplicate', [() => counts(1)], 1],
    ['a duplicate that is one', 'duplicate', [() => counts(1), () => counts(0, 1)], 0],
    ['a wrong signature that is refused', 'wrong-signature', [() => new Response('{}', { status: 401 })], 0],
    ['a wrong signature that is taken', 'wrong-signature', [() => counts(1)], 1],
    ['something quarantined', 'good', [() => counts(0, 0, 1)], 1],
    ['a failing Patron', 'good', [() => new Response('', { status: 500 })], 1],
    ['no Patron', 'good', [], 1],
  ])('tells by its exit code of %s', async (_, variant, answers, code) => {
    expect((await run(`send shopify orders/create --variant ${variant}`, answers)).code).toBe(code)
  })

  it.each([
    ['send shopware orders/create', 'There is no simulator of shopware'],
    ['send shopify orders/lost', 'shopify has no topic orders/lost.'],
    ['send shopify orders/create --variant rotated-secret', 'none was rotated'],
    ['send tracking page --variant tampered', 'tracking does not sign'],
    ['send magento sales_order_save_after --secret text', 'magento cannot sign with this secret.'],
    ['send magento sales_order_save_after --key-file missing', 'there is no file missing'],
    ['send shopify', 'needs a source and a topic'],
    ['list shopware', 'There is no simulator of shopware'],
  ])('sends nothing by "%s"', async (text, detail) => {
    const { code, calls, errors } = await run(text)
    expect([code, calls.length]).toEqual([2, 0])
    expect(errors.join()).toContain(detail)
  })
})

it('patron list names what can be sent', async () => {
  const { code, printed } = await run('list')
  expect(code).toBe(0)
  expect(printed).toContain('shopify orders/create')
  expect(printed).toContain("tracking 'track/Order Completed'")
  expect((await run('list pos')).printed).toEqual([
    'pos sale',
    'pos bill',
    'pos return',
    'pos void',
    'pos customer',
    'pos stock-count',
  ])
})
