import { beforeEach, describe, expect, it, vi } from 'vitest'
import { recordDeadLetters } from '#queues/dead-letter/record-dead-letters.ts'
import { ingestBatch } from '#queues/ingest/ingest-batch.ts'
import { settleBatch } from '#queues/settle-batch.ts'
import { localVars } from '#scripts/local-vars.ts'
import { newEvent, newOrderChange } from '#tests/support/new-event.ts'
import { testTenant } from '#tests/support/test-tenant.ts'
import { recordAudit } from '#workers/audit-log.ts'
import { ingestPorts } from '#workers/compose.ts'
import type { Env } from '#workers/env.ts'
import { withExchangeRates } from '#workers/exchange-rates.ts'
import { newApi } from '#workers/http/api.ts'
import { guardEntrances } from '#workers/http/middleware/guard-entrances.ts'
import { nameOperation } from '#workers/http/middleware/name-operation.ts'
import { requestId } from '#workers/http/middleware/request-id.ts'
import { registerAcceptInvitation } from '#workers/http/routes/account/accept-invitation.ts'
import { registerRequestPasswordReset } from '#workers/http/routes/account/request-password-reset.ts'
import { registerResetPassword } from '#workers/http/routes/account/reset-password.ts'
import { registerCreateSession } from '#workers/http/routes/sessions/create-session.ts'
import { runJob } from '#workers/run-job.ts'

/** Stands in everything a person or a secret could be found by; the log must never show it. */
const canary = 'canary7f3a'
const email = `${canary}@person.example`

const away = () => Promise.reject(new Error('D1_ERROR: the database is away'))
/** A database that answers nothing: what asks it fails with all it asked at hand. */
const env = {
  ...localVars,
  DB: {
    prepare: () => ({ bind: () => ({ run: away, all: away, raw: away, first: away }) }),
    batch: away,
  },
} as unknown as Env

let logged: string[]

beforeEach(() => {
  logged = []
  for (const method of ['log', 'info', 'debug', 'warn', 'error'] as const) {
    vi.spyOn(console, method).mockImplementation((...words) => {
      logged.push(words.join(' '))
    })
  }
})

/** Something was said, so that the test looks at something, and nothing of the person or the secret in it. */
function expectRedacted(): void {
  expect(logged.length).toBeGreaterThan(0)
  expect(logged.join('\n')).not.toContain(canary)
  for (const line of logged) expect(JSON.parse(line).level).toMatch(/^(?:warn|error)$/)
}

// What a running Worker has and Node has not.
vi.mock('cloudflare:workers', () => ({ waitUntil: () => undefined }))

describe('a call that fails', () => {
  const api = newApi()
  api.use('*', requestId)
  api.use('*', nameOperation(api))
  api.use('*', guardEntrances)
  registerCreateSession(api)
  registerAcceptInvitation(api)
  registerRequestPasswordReset(api)
  registerResetPassword(api)

  it.each([
    ['createSession', 'POST', '/v1/sessions', { email, password: canary }],
    ['acceptInvitation', 'PUT', `/v1/invitations/${canary}`, { password: `${canary}-secret` }],
    ['requestPasswordReset', 'POST', '/v1/password-resets', { email }],
    ['resetPassword', 'PUT', `/v1/password-resets/${canary}`, { newPassword: `${canary}-secret` }],
  ])('tells the log which one, and nothing of what %s was sent', async (operation, method, path, body) => {
    const headers = { 'content-type': 'application/json', authorization: `Bearer ${canary}` }
    const response = await api.request(path, { method, headers, body: JSON.stringify(body) }, env)
    expect(response.status).toBe(500)
    expect(await response.text()).not.toContain('D1_ERROR')
    expectRedacted()
    const { frames, ...line } = JSON.parse(logged[0] ?? '')
    expect(line).toMatchObject({
      operation,
      requestId: response.headers.get('x-request-id'),
    })
    expect(line.error).toContain('D1_ERROR: the database is away')
    expect(Object.keys(line).sort()).toEqual(['error', 'level', 'operation', 'requestId'])
    expect(frames.length).toBeGreaterThan(0)
  })
})

describe('a message that fails', () => {
  it('of the jobs is named by its ids', async () => {
    const message = { version: 1, kind: 'import', tenantId: 'redaction', importId: 'imp_1', email }
    expect(await runJob(message, env)).toMatchObject({ kind: 'retry' })
    expectRedacted()
    expect(logged[0]).toContain('imp_1')
  })

  it('of ingest is named by its tenant', async () => {
    const pointer = { version: 1, tenantId: 'redaction', shard: 0, fromSequence: 1, toSequence: 2, email }
    expect(await ingestBatch([pointer], ingestPorts(env))).toMatchObject([{ kind: 'retry' }])
    expectRedacted()
  })

  it('for good is named by its ids, and not at all when it is none of ours', () => {
    const job = { version: 1, kind: 'export-person', tenantId: 'acme', requestId: 'prq_1', email }
    const letters = [job, { email }, email, null]
    const bare = { ack: () => undefined, retry: () => undefined }
    settleBatch(
      letters.map(() => bare),
      recordDeadLetters(letters),
      (outcome) => console.warn(JSON.stringify({ level: 'warn', ...outcome })),
    )
    expect(logged).toHaveLength(letters.length)
    expectRedacted()
    expect(logged[0]).toContain('prq_1')
  })
})

describe('what goes on although something failed', () => {
  it('the audit log: the row is told, which holds ids and whoever acted, and not the query that failed', async () => {
    const record = {
      tenantId: 'acme',
      actorKind: 'user' as const,
      actor: 'customer:usr_1',
      role: 'customer' as const,
      operation: 'getOwnData',
      subject: {},
      status: 200,
      requestId: 'req_1',
      callerNetwork: null,
    }
    await recordAudit(env, record, Date.now())
    expectRedacted()
    expect(Object.keys(JSON.parse(logged[0] ?? '')).sort()).toEqual([
      'error',
      'frames',
      'level',
      'unrecordedAudit',
    ])
  })

  it('exchange rates: not the events they are for', async () => {
    const order = newOrderChange({ orderId: canary, currency: 'CHF' })
    const event = newEvent({ order, identifiers: [{ type: 'email', value: email }] })
    await withExchangeRates(env, testTenant(), [event], Date.now())
    expectRedacted()
  })
})
