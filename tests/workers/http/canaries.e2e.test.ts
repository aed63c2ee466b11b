import { readdirSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { repositoryRoot } from '#scripts/repository-root.ts'
import { staffRoles } from '#shared/access/roles.ts'
import { addressOf, allOperations, type DocumentedOperation, eachOf } from '#tests/support/all-operations.ts'
import { addTenants, type SignedIn, signIn } from '#tests/support/callers.ts'
import { type CanaryIds, canaries, fillCanaryTenant, personCanaries } from '#tests/support/canary-tenant.ts'
import { cheapHash } from '#tests/support/cheap-hash.ts'
import { startTestPlatform, type TestPlatform } from '#tests/support/test-platform.ts'

let platform: TestPlatform
let operations: DocumentedOperation[]
let ids: CanaryIds

beforeAll(async () => {
  platform = await startTestPlatform({ customerCellCount: 4, withDashboard: true })
  operations = await allOperations(platform.apiUrl)
  ids = await fillCanaryTenant(platform)
  await addTenants(await platform.database(), ['outsider'])
})
afterAll(() => platform?.remove())

const guarded = () => operations.filter(({ permission }) => permission !== undefined)
const isReading = ({ method, operationId }: DocumentedOperation) =>
  method === 'GET' && operationId !== 'openLiveFeed'

/** The names of a vendor's own things are no ids of ours; whatever else is not there stands for itself. */
const named = (name: string) => ids[name] ?? (name === 'partNumber' ? '1' : 'none')

/** Queries that make a list show more, or another part. */
const queries: Record<string, string[]> = {
  listCustomers: [
    '',
    '?limit=200&sort=revenue',
    '?sort=displayName',
    '?query=pcanary',
    '?identifier=email:pcanary.one@shop.example',
    '?identifier=phone:%2B447700900717',
  ],
  listReviews: ['', '?status=all'],
  listPrivacyRequests: ['', '?status=all&limit=200'],
  listProducts: ['', '?query=scanary'],
  listEvents: ['', '?limit=200'],
}

interface Seen {
  readonly what: string
  readonly status: number
  readonly bytes: string
}

/** All that somebody gets to see by reading: every operation, and its headers too. */
async function readAll({ token }: SignedIn): Promise<Seen[]> {
  const asked = guarded()
    .filter(isReading)
    .flatMap((operation) => (queries[operation.operationId] ?? ['']).map((query) => ({ operation, query })))
  return eachOf(asked, 8, async ({ operation, query }) => {
    const response = await fetch(platform.apiUrl + addressOf(operation, named) + query, {
      headers: { authorization: `Bearer ${token}` },
    })
    const head = JSON.stringify([...response.headers])
    return {
      what: operation.operationId + query,
      status: response.status,
      bytes: head + (await response.text()),
    }
  })
}

const showing = (seen: readonly Seen[], pattern: RegExp) =>
  seen.filter(({ bytes }) => pattern.test(decoded(bytes))).map(({ what }) => what)

/** Cursors are base64: what they say is looked at, too. */
function decoded(bytes: string): string {
  const inside = bytes.match(/[\w-]{16,}/g) ?? []
  return [bytes, ...inside.map((text) => Buffer.from(text, 'base64url').toString('latin1'))].join('\n')
}

describe('who may see what of the people of a shop', () => {
  it.each(staffRoles)('shows %s personal data only if the table says so', async (role) => {
    const [person] = (await signIn(await platform.database(), [{ tenantId: 'demo', role }])) as [SignedIn]
    const seen = await readAll(person)
    expect(seen.filter(({ status }) => status >= 500)).toEqual([])
    const shown = showing(seen, personCanaries)
    if (['analyst', 'marketer', 'auditor'].includes(role)) {
      expect(shown).toEqual([])
      // Figures and things of the shop are there all the same.
      expect(showing(seen, canaries)).toEqual(expect.arrayContaining(['listConnections', 'listQrCodes']))
      const searches = seen.filter(
        ({ what }) => /\?(query|identifier|sort=displayName)/.test(what) && what.startsWith('listCustomers'),
      )
      expect(searches.map(({ status }) => status)).toEqual(searches.map(() => 403))
    } else {
      const expected = [
        'listCustomers',
        'getCustomer',
        'listCustomerTimeline',
        'getCustomerIdentity',
        'getIdentityGraph',
        'listMerges',
        'previewUndo',
        'listSplits',
        'listReviews',
        'getReview',
        'getDelivery',
        'listQuarantine',
        'getImport',
      ]
      expect(shown).toEqual(expect.arrayContaining(expected))
    }
  })
})

/** The address of every page of the dashboard, with the ids of the canary's shop, by the names of their files. */
function dashboardPages(): string[] {
  return readdirSync(`${repositoryRoot}/app/routes`)
    .filter((file) => file.startsWith('_app') && file.endsWith('.tsx'))
    .map((file) => {
      const parts = file
        .replace(/\.tsx$/, '')
        .split('.')
        .filter((part) => !part.startsWith('_'))
      return `/${parts.map((part) => part.replace(/_$/, '').replace(/^\$(.+)$/, (_, name: string) => named(name))).join('/')}`
    })
}

/** Everything the database holds of the canary's shop, but for what is noted about the callers themselves. */
async function contents(): Promise<string> {
  const database = await platform.database()
  const { results: tables } = await database
    .prepare("select name from sqlite_master where type = 'table' and sql like '%`tenant_id`%'")
    .all<{ name: string }>()
  const kept = tables
    .map(({ name }) => name)
    .filter((name) => !['audit_log', 'user_account', 'user_session', 'api_key'].includes(name))
  expect(kept.length).toBeGreaterThan(15)
  const rows = await Promise.all(
    kept.map(async (name) => [
      name,
      (await database.prepare(`select * from "${name}" where tenant_id = 'demo'`).all()).results,
    ]),
  )
  return JSON.stringify(rows)
}

/** Bodies that would be taken, so that an operation comes as far as looking for what it is about. */
const bodies: Record<string, () => unknown> = {
  updateQrCode: () => ({ label: 'Taken over' }),
  splitCustomer: () => ({ identifiers: ['email:pcanary.one@shop.example'] }),
  previewSplit: () => ({ identifiers: ['email:pcanary.one@shop.example'] }),
  decideReview: () => ({ decision: 'keep-apart' }),
  assignReview: () => ({ assignedTo: null }),
  updateConsents: () => ({
    statements: [{ purpose: 'marketing', isGranted: true }],
    method: 'phone',
  }),
  completePrivacyRequest: () => ({ isGranted: true }),
  updateUser: () => ({ displayName: 'Taken over' }),
  updateConnection: () => ({ label: 'Taken over' }),
  rotateSecret: () => ({ secret: 'a secret of somebody else' }),
  simulateDelivery: () => ({ topic: 'orders/create' }),
  startBackfill: () => ({}),
  updateDestination: () => ({ label: 'Taken over' }),
  startImport: () => ({ kind: 'orders', columns: { orderId: 'Order Number' } }),
  mergeCustomers: () => ({ customerIds: [ids.customerId, ids.customerId] }),
  undoMerge: () => ({}),
}

describe('somebody of another shop', () => {
  let outsider: SignedIn
  let shopper: SignedIn
  const ask = async (operation: DocumentedOperation): Promise<Seen> => {
    const body = bodies[operation.operationId]?.() ?? (operation.takesJson ? {} : undefined)
    const response = await fetch(platform.apiUrl + addressOf(operation, named), {
      method: operation.method,
      headers: {
        authorization: `Bearer ${(operation.permission === 'portal:use' ? shopper : outsider).token}`,
        ...(body !== undefined && { 'content-type': 'application/json' }),
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    })
    const head = JSON.stringify([...response.headers])
    return { what: operation.operationId, status: response.status, bytes: head + (await response.text()) }
  }

  beforeAll(async () => {
    const signedIn = await signIn(await platform.database(), [
      { tenantId: 'outsider', role: 'owner' },
      { tenantId: 'outsider', role: 'customer' },
    ])
    ;[outsider, shopper] = signedIn as [SignedIn, SignedIn]
  })

  it('reads nothing of it, by any operation, with or without its ids', async () => {
    expect(showing(await readAll(outsider), canaries)).toEqual([])
    expect(showing(await readAll(shopper), canaries)).toEqual([])
  })

  it('finds nothing under its ids, and changes nothing there', async () => {
    const before = await contents()
    const named = guarded().filter(
      ({ path, operationId }) => path.includes('{') && operationId !== 'createImport',
    )
    const seen = await eachOf(named, 8, ask)
    expect(showing(seen, canaries)).toEqual([])
    expect(
      seen.filter(({ status }) => status !== 404).map(({ what, status }) => `${what}: ${status}`),
    ).toEqual([])
    await platform.settled()
    expect(await contents()).toBe(before)
  })

  it('can do all it likes at home, and sees none of it', async () => {
    const before = await contents()
    const open = guarded().filter(
      ({ path, method }) =>
        !path.includes('{') &&
        method !== 'GET' &&
        !path.startsWith('/v1/tenant') &&
        path !== '/v1/sessions/current',
    )
    const seen = await eachOf(open, 8, ask)
    expect(showing(seen, canaries)).toEqual([])
    expect(seen.filter(({ status }) => status >= 500)).toEqual([])
    expect(await contents()).toBe(before)
  })

  it('sees none of it on any page of the dashboard', async () => {
    const database = await platform.database()
    const password = 'a long enough password'
    await database
      .prepare("update user_account set password_hash = ? where tenant_id = 'outsider'")
      .bind(await cheapHash(password))
      .run()
    const url = platform.dashboardUrl ?? ''
    const signedIn = await fetch(`${url}/login`, {
      method: 'POST',
      redirect: 'manual',
      headers: {
        'content-type': 'application/x-www-form-urlencoded',
        origin: url,
        'sec-fetch-site': 'same-origin',
      },
      body: new URLSearchParams({ email: outsider.email, password, next: '/' }),
    })
    const cookie = signedIn.headers
      .getSetCookie()
      .map((each) => each.split(';')[0])
      .join('; ')
    expect(cookie).not.toBe('')
    const pages = dashboardPages()
    expect(pages.length).toBeGreaterThan(30)
    const seen = await eachOf(pages, 4, async (path) => {
      const response = await fetch(url + path, { headers: { cookie }, redirect: 'manual' })
      return {
        what: path,
        status: response.status,
        bytes: JSON.stringify([...response.headers]) + (await response.text()),
      }
    })
    expect(seen.find(({ what }) => what === '/customers')?.status).toBe(200)
    // A page repeats its own address, and the ids of the canary's shop are what was asked for.
    const shown = seen.filter(({ bytes }) => canaries.test(bytes.replaceAll('scanary-shop', '')))
    expect(shown.map(({ what }) => what)).toEqual([])
    expect(seen.filter(({ status }) => status >= 500)).toEqual([])
  })
})
