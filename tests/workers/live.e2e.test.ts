import { afterAll, beforeAll, expect, it } from 'vitest'
import { demoCredentials } from '#scripts/provision-demo-tenant.ts'
import type { EventList, LiveMessage } from '#shared/contracts/streaming.ts'
import { liveMessageSchema } from '#shared/contracts/streaming.ts'
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
  const startedMs = Date.now()
  await track('quick')
  const { events } = await heard('quick')
  expect(Date.now() - startedMs).toBeLessThan(visibleWithinMs)
  const { customers } = await platform.get<{ customers: { id: string }[] }>(
    '/v1/customers?identifier=external_id:u-1',
  )
  expect(events.find(({ id }) => id === 'quick')).toMatchObject({
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
