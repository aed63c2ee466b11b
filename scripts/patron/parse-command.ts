import { parseArgs } from 'node:util'
import { type Failure, fail, type Result, succeed } from '#shared/kernel/result.ts'
import { parseIso } from '#shared/kernel/time.ts'
import { type Variant, variants } from '#shared/simulators/variants.ts'

export const usage = `npx patron list [source]
    what can be sent

npx patron send <source> <topic> [options]
    sends what the vendor would send, really signed

  --variant V         good         one delivery (this is what is sent if nothing is said)
                      duplicate    one, and the same again
                      late         of what happened three days before
                      reordered    all of one order's life, out of order
                      wrong-signature, tampered
                      rotated-secret   one under --secret, one under --old-secret
  --count N           so many times, each about somebody else (1)
  --seed N            the same people, products and numbers each time
  --at MOMENT         when it happened, ISO 8601 with a zone (now)
  --url URL           where Patron's API is (http://127.0.0.1:8787)
  --public-url URL    the address it is known by, which Twilio, Square and HubSpot sign (that of --url)
  --connection ID     (demo)
  --secret TEXT       what deliveries are signed with (the demo's); a write key for tracking
  --key-file FILE     the same, from a file: for magento, the private key of a connection that is not the demo's
  --old-secret TEXT   the one before it

Exits with 0 when all went as the variant should, with 1 when something did not, with 2 when the command is wrong.`

export interface SendCommand {
  readonly name: 'send'
  readonly source: string
  readonly topic: string
  readonly variant: Variant
  readonly count: number
  readonly seed: number | undefined
  readonly atMs: number | undefined
  readonly url: string
  readonly publicUrl: string
  readonly connection: string
  readonly secret: string | undefined
  readonly keyFile: string | undefined
  readonly oldSecret: string | undefined
}

export type Command =
  | { readonly name: 'help' }
  | { readonly name: 'list'; readonly source: string | undefined }
  | SendCommand

const maxCount = 100_000

/** Reads a command line. Fails with `wrong-command` and what is wrong with it. */
export function parseCommand(args: readonly string[]): Result<Command> {
  try {
    return readCommand(args)
  } catch (error) {
    // What parseArgs throws says which option it does not know.
    return wrong(error instanceof Error ? error.message : String(error))
  }
}

function readCommand(args: readonly string[]): Result<Command> {
  const text = { type: 'string' } as const
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: {
      help: { type: 'boolean', short: 'h', default: false },
      variant: { ...text, default: 'good' },
      count: { ...text, default: '1' },
      seed: text,
      at: text,
      url: { ...text, default: 'http://127.0.0.1:8787' },
      'public-url': text,
      connection: { ...text, default: 'demo' },
      secret: text,
      'key-file': text,
      'old-secret': text,
    },
  })
  const [name, source, topic, ...more] = positionals
  if (values.help || name === undefined || name === 'help') return succeed({ name: 'help' })
  if (name === 'list') return topic === undefined ? succeed({ name, source }) : wrong(`What is ${topic}?`)
  if (name !== 'send') return wrong(`There is no command ${name}`)
  if (source === undefined || topic === undefined) return wrong('send needs a source and a topic')
  if (more.length > 0) return wrong(`What is ${more.join(' ')}?`)

  const variant = variants.find((known) => known === values.variant)
  if (variant === undefined) return wrong(`--variant is one of ${variants.join(', ')}`)
  const count = wholeNumber(values.count)
  if (count === undefined || count < 1 || count > maxCount)
    return wrong(`--count is a number from 1 to ${maxCount}`)
  const seed = values.seed === undefined ? undefined : wholeNumber(values.seed)
  if (values.seed !== undefined && seed === undefined) return wrong('--seed is a whole number')
  const atMs = values.at === undefined ? undefined : parseIso(values.at)
  if (values.at !== undefined && atMs === undefined)
    return wrong('--at is a moment such as 2026-11-21T10:00:00Z')
  const publicUrl = values['public-url'] ?? values.url
  for (const url of [values.url, publicUrl]) if (!isHttp(url)) return wrong(`${url} is no http address`)
  return succeed({
    name,
    source,
    topic,
    variant,
    count,
    seed,
    atMs,
    url: values.url,
    publicUrl,
    connection: values.connection,
    secret: values.secret,
    keyFile: values['key-file'],
    oldSecret: values['old-secret'],
  })
}

function wholeNumber(text: string): number | undefined {
  return /^\d{1,9}$/.test(text) ? Number(text) : undefined
}

function isHttp(url: string): boolean {
  return /^https?:$/.test(URL.parse(url)?.protocol ?? '')
}

function wrong(detail: string): { ok: false; failure: Failure } {
  return fail({ kind: 'wrong-command', message: `${detail}; npx patron help tells more.`, retryable: false })
}
