import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { problemSchema } from '#shared/contracts/problems.ts'
import { eachOf } from '#tests/support/all-operations.ts'
import {
  arbitraryRequest,
  type Closeness,
  type DrawnRequest,
  type OpenApi,
} from '#tests/support/arbitrary-requests.ts'
import { addKey, addTenants } from '#tests/support/callers.ts'
import { fastestOf } from '#tests/support/fastest-of.ts'
import { startTestPlatform, type TestPlatform } from '#tests/support/test-platform.ts'

/** `PATRON_FUZZ=100000 npx vitest run --project platform tests/workers/http/fuzz.e2e.test.ts` asks for that many. */
const requestCount = Number(process.env.PATRON_FUZZ ?? 1_000)
const seed = Number(process.env.PATRON_FUZZ_SEED ?? Date.now() % 1_000_000)
const patienceMs = 2_000
const chunkSize = 500

let platform: TestPlatform
let document: OpenApi
const keys = new Map<string, string>()

beforeAll(async () => {
  platform = await startTestPlatform({ customerCellCount: 4 })
  document = await platform.get<OpenApi>('/v1/openapi.json')
  const database = await platform.database()
  await addTenants(database, ['mixed', 'strict', 'reader'])
  keys.set('mixed', await addKey(database, { tenantId: 'mixed', role: 'owner' }))
  keys.set('strict', await addKey(database, { tenantId: 'strict', role: 'owner' }))
  keys.set('reader', await addKey(database, { tenantId: 'reader', role: 'auditor' }))
})
afterAll(() => platform?.remove())

/** What takes a tenth of a second of computing on purpose: a few of them say as much as many. */
const isSlowOnPurpose = (operationId: string) =>
  /^(createSession|resetPassword|acceptInvitation)$/.test(operationId)

function drawn(
  isAsked: (operation: {
    operationId: string
    method: string
    path: string
    takesJson: boolean
    isDoor: boolean
  }) => boolean,
  closeness: Closeness,
  from: number,
  count: number,
): DrawnRequest[] {
  const all = Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).flatMap(([method, operation]) => {
      const { operationId } = operation
      const takesJson = operation.requestBody?.content['application/json'] !== undefined
      const isDoor = 'x-credential' in operation
      if (!isAsked({ operationId, method: method.toUpperCase(), path, takesJson, isDoor })) return []
      const weight = isSlowOnPurpose(operationId) ? 1 : 20
      return [{ weight, arbitrary: arbitraryRequest(document, method, path, operation, closeness) }]
    }),
  )
  return fc.sample(fc.oneof(...all), { seed: seed + from, numRuns: count })
}

interface Answered {
  readonly request: DrawnRequest
  readonly status: number
  readonly ms: number
  readonly isProblem: boolean
}

async function ask(request: DrawnRequest, key: string): Promise<Answered> {
  const beganMs = performance.now()
  const response = await fetch(platform.apiUrl + request.path, {
    method: request.method,
    redirect: 'manual',
    headers: {
      authorization: `Bearer ${key}`,
      ...(request.contentType !== undefined && { 'content-type': request.contentType }),
    },
    ...(request.body !== undefined && { body: request.body }),
  })
  const text = await response.text()
  const isProblem =
    response.status < 400 ||
    (response.headers.get('content-type') ?? '').startsWith('text/html') ||
    problemSchema.safeParse(parsed(text)).success
  return { request, status: response.status, ms: performance.now() - beganMs, isProblem }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

const shown = ({ request, status, ms }: Answered) =>
  `${status} after ${Math.round(ms)} ms: ${request.method} ${request.path.slice(0, 300)} ${request.body?.slice(0, 500) ?? ''}`

/** Asks everything, and gives what was answered wrongly, in words. A slow answer counts if it is slow alone, too, and again. */
async function wrongAnswers(
  tenant: string,
  count: number,
  isAsked: Parameters<typeof drawn>[0],
  closeness: Closeness,
  mayAnswer: (answered: Answered) => boolean,
): Promise<{ wrong: string[]; byStatus: Record<string, number> }> {
  const wrong: string[] = []
  const byStatus: Record<string, number> = {}
  const key = keys.get(tenant) ?? ''
  for (let from = 0; from < count && wrong.length < 20; from += chunkSize) {
    const requests = drawn(isAsked, closeness, from, Math.min(chunkSize, count - from))
    for (const answered of await eachOf(requests, 8, (request) => ask(request, key))) {
      byStatus[answered.status] = (byStatus[answered.status] ?? 0) + 1
      const again = async () => (await ask(answered.request, key)).ms
      const isSlow = answered.ms > patienceMs && (await fastestOf(2, patienceMs, again)) > patienceMs
      if (answered.status >= 500 || isSlow || !answered.isProblem || !mayAnswer(answered))
        wrong.push(shown(answered))
    }
  }
  return { wrong, byStatus }
}

/** Everything the database holds of a tenant but what is noted about calls themselves. */
async function contents(tenantId: string): Promise<unknown> {
  const database = await platform.database()
  const { results: tables } = await database
    .prepare("select name from sqlite_master where type = 'table' and sql like '%`tenant_id`%'")
    .all<{ name: string }>()
  const rows = await Promise.all(
    tables
      .filter(({ name }) => name !== 'audit_log' && name !== 'api_key')
      .map(async ({ name }) => [
        name,
        (await database.prepare(`select * from "${name}" where tenant_id = ?`).bind(tenantId).all()).results,
      ]),
  )
  const headers = { authorization: `Bearer ${keys.get(tenantId)}` }
  const status = await fetch(`${platform.apiUrl}/v1/streaming/stream/status`, { headers })
  return { rows, accepted: ((await status.json()) as { accepted: number }).accepted }
}

const closesShop = (path: string, method: string) => path.startsWith('/v1/tenant') && method !== 'GET'

describe(`requests drawn from the contracts (PATRON_FUZZ_SEED=${seed})`, () => {
  it('are never answered 5xx and never slowly', { timeout: 3_600_000 }, async () => {
    const count = Math.round(requestCount / 2)
    const { wrong, byStatus } = await wrongAnswers(
      'mixed',
      count,
      ({ path, method }) => !closesShop(path, method),
      'close',
      () => true,
    )
    expect(wrong).toEqual([])
    // Some must get all the way through, or nothing was tried.
    expect(Object.keys(byStatus)).toEqual(expect.arrayContaining(['200', '404', '422']))
    if (process.env.PATRON_FUZZ !== undefined) process.stdout.write(`close: ${JSON.stringify(byStatus)}\n`)
  })

  it('leave nothing behind when no contract takes them', { timeout: 3_600_000 }, async () => {
    const before = await contents('strict')
    const { wrong, byStatus } = await wrongAnswers(
      'strict',
      Math.round(requestCount / 4),
      ({ takesJson, isDoor }) => takesJson && !isDoor,
      'refused',
      ({ status }) => status >= 400,
    )
    expect(wrong).toEqual([])
    expect(await contents('strict')).toEqual(before)
    if (process.env.PATRON_FUZZ !== undefined) process.stdout.write(`refused: ${JSON.stringify(byStatus)}\n`)
  })

  it('leave nothing behind when the caller may not', { timeout: 3_600_000 }, async () => {
    const before = await contents('reader')
    const { wrong, byStatus } = await wrongAnswers(
      'reader',
      Math.round(requestCount / 4),
      ({ method, isDoor, operationId }) => method !== 'GET' && !isDoor && !isOpenToReaders(operationId),
      'close',
      ({ status }) => [403, 404, 405].includes(status),
    )
    expect(wrong).toEqual([])
    expect(await contents('reader')).toEqual(before)
    if (process.env.PATRON_FUZZ !== undefined)
      process.stdout.write(`not allowed: ${JSON.stringify(byStatus)}\n`)
  })
})

/** Not GET, and still only looks; or is about one's own account, which a key has not. */
function isOpenToReaders(operationId: string): boolean {
  return /^(preview|dryRun|ask)|Account|Password|SecondFactor|endSession/.test(operationId)
}
