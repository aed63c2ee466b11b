import { randomBytes } from 'node:crypto'
import { parseArgs } from 'node:util'
import { isSupportedCountry } from 'libphonenumber-js/min'
import * as z from 'zod'
import { isTimeZone } from '#shared/imports/zone-time.ts'
import { newId } from '#shared/kernel/ids.ts'
import { minorUnitDigits } from '#shared/kernel/money.ts'
import { sealSecret } from '#workers/credentials/connection-secrets.ts'
import { newTenantKeys } from '#workers/credentials/new-tenant-keys.ts'
import { hashPassword } from '#workers/credentials/password.ts'
import { tenantSql } from './tenant-sql.ts'

const usage = `npm run --silent create-tenant -- [options] > tenant.sql

Prints the SQL that makes a tenant; the keys and the password it makes up are shown once, beside it (on standard error).
Keys are hashed under the variable KEY_HASH_SECRET, which must be what the Worker has.

  --id ID               short and fixed for ever, such as acme
  --name NAME           as people read it
  --country CC          phone numbers without a country are of this one (ISO 3166: GB)
  --currency CCC        of totals (ISO 4217: GBP)
  --time-zone ZONE      decides which day a sale belongs to (Europe/London)
  --email ADDRESS       the first person who signs in
  --user-name NAME      that person's name; else the address
  --tracking ID         names the web shop's events (web)
  --shopify ID          also a Shopify connection; its secret is read from the variable SHOPIFY_SECRET
                        and sealed under CONNECTION_SECRETS_KEY
  --residency WHERE     eu where the Worker has DATA_RESIDENCY = "eu"; fixed for ever (anywhere)
  --log-shards N        shards of the event log, fixed for ever (4)
  --cells N             customers share N objects; 0 for one object a customer; fixed for ever (0)
`

const needed = z.string('is needed').min(1, 'is needed')
const word = needed.regex(/^[a-z0-9][a-z0-9-]{0,39}$/, 'must be small letters, digits and hyphens, up to 40')
const optionsSchema = z.object({
  id: word,
  name: needed,
  country: needed.refine(isSupportedCountry, 'must be a country such as GB'),
  currency: needed.refine((code) => minorUnitDigits(code) !== undefined, 'must be a currency such as GBP'),
  'time-zone': needed.refine(isTimeZone, 'must be a time zone such as Europe/London'),
  email: z.email('must be an e-mail address').transform((text) => text.normalize('NFKC').toLowerCase()),
  'user-name': z.string().min(1).optional(),
  tracking: word.default('web'),
  shopify: word.optional(),
  residency: z.enum(['anywhere', 'eu']).default('anywhere'),
  'log-shards': z.coerce.number().int().min(1).max(64).default(4),
  cells: z.coerce.number().int().min(0).max(4096).default(0),
})

const { values } = parseArgs({
  options: {
    help: { type: 'boolean', default: false },
    ...Object.fromEntries(
      Object.keys(optionsSchema.shape).map((name) => [name, { type: 'string' as const }]),
    ),
  },
})
if (values.help) {
  console.log(usage)
  process.exit(0)
}
const parsed = optionsSchema.safeParse(values)
if (!parsed.success) {
  for (const { path, message } of parsed.error.issues) console.error(`--${path.join('.')}: ${message}`)
  console.error(`\n${usage}`)
  process.exit(2)
}
const options = parsed.data
const shopifySecret = process.env.SHOPIFY_SECRET ?? ''
if (options.shopify !== undefined && shopifySecret === '') {
  console.error('--shopify: set SHOPIFY_SECRET to the secret that Shopify signs its webhooks with')
  process.exit(2)
}
const hashSecret = process.env.KEY_HASH_SECRET ?? ''
if (hashSecret.length < 32) {
  console.error('Set KEY_HASH_SECRET to what the Worker has, so that the keys can be hashed')
  process.exit(2)
}
const hashingEnv = { ENVIRONMENT: 'production', KEY_HASH_SECRET: hashSecret } as const
const secretsKey = process.env.CONNECTION_SECRETS_KEY ?? ''
if (options.shopify !== undefined && secretsKey.length < 32) {
  console.error(
    '--shopify: set CONNECTION_SECRETS_KEY to what the Worker has, so that the secret can be sealed',
  )
  process.exit(2)
}
const shopify =
  options.shopify === undefined
    ? undefined
    : {
        connectionId: options.shopify,
        sealedSecret: await sealSecret(
          shopifySecret,
          { tenantId: options.id, source: 'shopify', connectionId: options.shopify },
          { ENVIRONMENT: 'production', CONNECTION_SECRETS_KEY: secretsKey },
        ),
      }

const keys = await newTenantKeys(hashingEnv)
const password = randomBytes(15).toString('base64url')
process.stdout.write(
  tenantSql(
    {
      tenantId: options.id,
      name: options.name,
      country: options.country,
      currency: options.currency,
      timeZone: options['time-zone'],
      logShardCount: options['log-shards'],
      customerCellCount: options.cells,
      trackingConnectionId: options.tracking,
      residency: options.residency,
      ...keys.stored,
      user: {
        userId: newId('usr', Date.now(), Math.random),
        email: options.email,
        displayName: options['user-name'] ?? options.email,
        passwordHash: await hashPassword(password),
      },
      shopify,
    },
    Date.now(),
  ),
)
console.error(`Keep these now: only their hashes are stored.

  Sign in     ${options.email} / ${password}
  API key     ${keys.shown.apiKey}
  Write key   ${keys.shown.writeKey}
`)
