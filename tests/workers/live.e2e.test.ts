import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { demoCredentials, demoTenantId } from '#scripts/provision-demo-tenant.ts'
import type { UserRole } from '#shared/access/roles.ts'
import type { EventList, LiveMessage } from '#shared/contracts/streaming.ts'
import { liveMessageSchema } from '#shared/contracts/streaming.ts'
import { addKey, addTenants, type SignedIn, signIn } from '#tests/support/callers.ts'
import { fastestOf } from '#tests/support/fastest-of.ts'
import { openRawFeed, type RawFeed } from '#tests/support/raw-feed.ts'
import { startTestPlatform, type TestPlatform } from '#tests/support/test-platform.ts'

/** The WebSocket of Miniflare's fetch, which can send headers. */
type Socket = NonNullable<Awaited<ReturnType<TestPlatform['miniflare']['dispatchFetch']>>['webSocket']>

let platform: TestPlatform
const visibleWithinMs = 1_000

beforeAll(async () => {
  platform = await startTestPlatform({ customerCellCount: 4 })
})
afterAll(() => platform?.remove())

function knock(query = '', headers: Record<string, string> = {}) {
  return platform.miniflare.dispatchFetch(`http://patron.test/v1/live${query}`, {
    headers: { upgrade: 'websocket', authorization: `Bearer ${demoCredentials.apiKey}`, ...headers },
  })
}

/** An open feed and everything it has said so far. */
async function listen(
  query = '',
): Promise<{ socket: Socket; messages: LiveMessage[]; heard: (id: string) => Promise<LiveMessage> }> {
  const { status, webSocket: socket } = await knock(query)
  expect(status).toBe(101)
  if (socket === null) throw new Error('there is no socket')
  const messages: LiveMessage[] = []
  socket.addEventListener('message', ({ data }) => {
    messages.push(liveMessageSchema.parse(JSON.parse(String(data))))
  })
  socket.accept()
  const heard = async (id: string): Promise<LiveMessage> => {
    for (;;) {
      const message = messages.find(({ events }) => events.some((event) => event.id === id))
      if (message !== undefined) return message
      await new Promise((resolve) => setTimeout(resolve, 5))
    }
  }
  return { socket, messages, heard }
}

function closing(socket: Socket): Promise<number> {
  return new Promise((resolve) => socket.addEventListener('close', ({ code }) => resolve(code)))
}

async function track(messageId: string): Promise<void> {
  const response = await platform.track('track', { messageId, event: 'Looked', userId: 'u-1' })
  expect(response.status).toBe(200)
}

it('shows an accepted event within a second, with its customer', async () => {
  await track('warm-up')
  await platform.settled()
  const { socket, heard } = await listen()
  const ids = ['quick', 'quicker', 'quickest'].values()
  let seen: Awaited<ReturnType<typeof heard>> | undefined
  const visibleMs = await fastestOf(3, visibleWithinMs, async () => {
    const id = ids.next().value ?? ''
    const startedMs = performance.now()
    await track(id)
    const message = await heard(id)
    seen ??= message
    return performance.now() - startedMs
  })
  expect(visibleMs).toBeLessThan(visibleWithinMs)
  const { customers } = await platform.get<{ customers: { id: string }[] }>(
    '/v1/customers?identifier=external_id:u-1',
  )
  expect(seen?.events.find(({ id }) => id === 'quick')).toMatchObject({
    name: 'Looked',
    source: 'tracking/web',
    customerId: customers[0]?.id,
  })
  socket.close(1000)
})

it('says again what came after `since`, and then goes on', async () => {
  await track('before')
  await platform.settled()
  const before = await platform.get<EventList>('/v1/events')
  await track('meanwhile')
  await platform.settled()
  const { socket, messages, heard } = await listen(`?since=${before.sequence}`)
  await heard('meanwhile')
  await track('afterwards')
  await heard('afterwards')
  const ids = messages.flatMap(({ events }) => events.map(({ id }) => id))
  expect(ids).toEqual(['meanwhile', 'afterwards'])
  expect(messages.map(({ sequence }) => sequence)).toEqual([before.sequence + 1, before.sequence + 2])
  socket.close(1000)
})

it('begins with what comes next when it is opened without `since`', async () => {
  const { socket, messages, heard } = await listen()
  await track('next')
  await heard('next')
  expect(messages.flatMap(({ events }) => events.map(({ id }) => id))).toEqual(['next'])
  socket.close(1000)
})

it('answers a ping, and closes on a caller who talks', async () => {
  const { webSocket: socket } = await knock()
  if (socket === null) throw new Error('there is no socket')
  const answers: unknown[] = []
  socket.addEventListener('message', ({ data }) => answers.push(data))
  socket.accept()
  const closed = closing(socket)
  socket.send('ping')
  socket.send('hello')
  expect(await closed).toBe(1008)
  expect(answers).toEqual(['pong'])
})

it('closes as the caller closes', async () => {
  const { socket } = await listen()
  const closed = closing(socket)
  socket.close(1000, 'enough')
  expect(await closed).toBe(1000)
})

describe('a feed', () => {
  /** A token alone would be good for a quarter of an hour. */
  const closesWithinMs = 10_000
  /** An open feed of somebody. */
  async function watch(credential: string, headers: Record<string, string> = {}): Promise<RawFeed> {
    const feed = await openRawFeed(`${platform.apiUrl}/v1/live`, {
      ...headers,
      authorization: `Bearer ${credential}`,
    })
    expect(feed.status).toBe(101)
    return feed
  }
  const people = async (...roles: UserRole[]) =>
    (await signIn(
      await platform.database(),
      roles.map((role) => ({ tenantId: demoTenantId, role })),
    )) as [SignedIn, SignedIn]
  const call = async (method: string, path: string, { token }: { token: string }, body?: object) => {
    const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' }
    const init = body === undefined ? {} : { body: JSON.stringify(body) }
    const response = await fetch(platform.apiUrl + path, { method, headers, ...init })
    expect(response.status).toBeLessThan(300)
    await response.text()
  }

  it.each<[string, (watching: SignedIn, owner: SignedIn) => Promise<void>]>([
    ['signs out', (watching) => call('DELETE', '/v1/sessions/current', watching)],
    [
      'ends the session',
      (watching) => call('DELETE', `/v1/account/sessions/${watching.sessionId}`, watching),
    ],
    [
      'is signed out by others',
      (watching, owner) => call('DELETE', `/v1/users/${watching.userId}/sessions`, owner),
    ],
    ['is removed', (watching, owner) => call('DELETE', `/v1/users/${watching.userId}`, owner)],
    [
      'is disabled',
      (watching, owner) => call('PATCH', `/v1/users/${watching.userId}`, owner, { status: 'disabled' }),
    ],
    [
      'gets another role',
      (watching, owner) => call('PATCH', `/v1/users/${watching.userId}`, owner, { role: 'auditor' }),
    ],
  ])('ends within seconds when whoever watches it %s, and no other', async (_, end) => {
    const [watching, owner] = await people('analyst', 'owner')
    const [mine, other] = [await watch(watching.token), await watch(owner.token)]
    await end(watching, owner)
    expect(await mine.closedWithin(closesWithinMs)).toBe(4001)
    expect(other.isClosed).toBe(false)
    other.leave()
  })

  it('ends with its session or key, by the clock alone', async () => {
    const database = await platform.database()
    const [watching] = await people('analyst')
    // Both feeds have to be open by then.
    const openMs = 4_000
    const soonMs = Date.now() + openMs
    await database
      .prepare('update user_session set expires_at = ? where session_id = ?')
      .bind(soonMs, watching.sessionId)
      .run()
    const key = await addKey(database, { tenantId: demoTenantId, role: 'analyst', expiresAt: soonMs })
    const feeds = [await watch(watching.token), await watch(key)]
    const closed = feeds.map((feed) => feed.closedWithin(openMs + closesWithinMs))
    expect(await Promise.all(closed)).toEqual([4001, 4001])
    expect(Date.now()).toBeGreaterThanOrEqual(soonMs)
  })

  it('ends with a key that is revoked, and with a shop that is suspended', async () => {
    const database = await platform.database()
    const [owner] = await people('owner')
    const key = await addKey(database, { tenantId: demoTenantId, role: 'analyst' })
    const feed = await watch(key)
    await call('DELETE', `/v1/api-keys/${key.split('_')[2]}`, owner)
    expect(await feed.closedWithin(closesWithinMs)).toBe(4001)

    await addTenants(database, ['closing'])
    const [boss] = (await signIn(database, [{ tenantId: 'closing', role: 'owner' }])) as [SignedIn]
    const theirs = await watch(boss.token)
    await call('PUT', '/v1/tenant/status', boss, { status: 'suspended' })
    expect(await theirs.closedWithin(closesWithinMs)).toBe(4001)
  })

  it('cannot be kept open by writing the headers that Workers speak with', async () => {
    const [watching] = await people('analyst')
    const feed = await watch(watching.token, {
      'x-patron-holder': 'somebody-else',
      'x-patron-ends-at': '9999999999999',
    })
    await call('DELETE', '/v1/sessions/current', watching)
    expect(await feed.closedWithin(closesWithinMs)).toBe(4001)
  })
})

it.each([
  ['without a credential', '', { authorization: '' }, 401],
  ['with the write key', '', { authorization: `Bearer ${demoCredentials.writeKey}` }, 403],
  ['since a word', '?since=ever', {}, 400],
  ['since a negative number', '?since=-1', {}, 400],
])('refuses a caller %s', async (_, query, headers, status) => {
  const response = await knock(query, headers as Record<string, string>)
  expect(response.status).toBe(status)
  expect(response.webSocket).toBeNull()
  await response.text()
})

it('refuses a caller that opens no WebSocket', async () => {
  expect((await platform.api('/v1/live')).status).toBe(400)
})
