import { expect, it } from 'vitest'
import { type PatronClient, patronClient } from '#shared/contracts/client.ts'

const shop = { source: 'shopify', connectionId: 'a/b' }
const at = '/v1/connections/shopify/a%2Fb'

it.each<[string, (client: PatronClient) => unknown, string, string, unknown]>([
  ['listSources', (client) => client.listSources(), 'GET', '/v1/sources', undefined],
  ['listConnections', (client) => client.listConnections(), 'GET', '/v1/connections', undefined],
  [
    'createConnection',
    (client) => client.createConnection({ source: 'pos', label: 'Till' }),
    'POST',
    '/v1/connections',
    { source: 'pos', label: 'Till' },
  ],
  ['getConnection', (client) => client.getConnection(shop), 'GET', at, undefined],
  [
    'updateConnection',
    (client) => client.updateConnection(shop, { label: 'x', credentials: null }),
    'PATCH',
    at,
    { label: 'x', credentials: null },
  ],
  ['pauseConnection', (client) => client.pauseConnection(shop), 'POST', `${at}/pause`, undefined],
  ['resumeConnection', (client) => client.resumeConnection(shop), 'POST', `${at}/resume`, undefined],
  [
    'rotateSecret',
    (client) => client.rotateSecret(shop, { keepOldHours: 1 }),
    'POST',
    `${at}/secret`,
    { keepOldHours: 1 },
  ],
  ['testConnection', (client) => client.testConnection(shop), 'POST', `${at}/test`, undefined],
  ['deleteConnection', (client) => client.deleteConnection(shop), 'DELETE', at, undefined],
  [
    'listDeliveries',
    (client) => client.listDeliveries(shop, { verdict: 'refused', limit: 5 }),
    'GET',
    `${at}/deliveries?verdict=refused&limit=5`,
    undefined,
  ],
  ['getDelivery', (client) => client.getDelivery('dlv_1'), 'GET', '/v1/deliveries/dlv_1', undefined],
  [
    'findDeliveryOfEvent',
    (client) =>
      client.findDeliveryOfEvent({ source: 'shopify/main', id: 'e 1', receivedAt: '2026-11-01T12:00:00Z' }),
    'GET',
    '/v1/events/delivery?source=shopify%2Fmain&id=e+1&receivedAt=2026-11-01T12%3A00%3A00Z',
    undefined,
  ],
  [
    'replayDelivery',
    (client) => client.replayDelivery('dlv_1'),
    'POST',
    '/v1/deliveries/dlv_1/replay',
    undefined,
  ],
  [
    'replayQuarantined',
    (client) => client.replayQuarantined('1-2-3-4'),
    'POST',
    '/v1/quarantine/1-2-3-4/replay',
    undefined,
  ],
  ['startBackfill', (client) => client.startBackfill(shop, {}), 'POST', `${at}/backfills`, {}],
  ['listBackfills', (client) => client.listBackfills(shop), 'GET', `${at}/backfills`, undefined],
  [
    'cancelBackfill',
    (client) => client.cancelBackfill(shop, 'bkf_1'),
    'POST',
    `${at}/backfills/bkf_1/cancel`,
    undefined,
  ],
])('%s asks the right address', async (_, ask, method, path, body) => {
  const requests: Request[] = []
  const client = patronClient({
    baseUrl: 'http://patron.test',
    fetch: async (request) => {
      requests.push(request)
      return new Response(null, { status: 204 })
    },
  })
  await ask(client)
  const [request] = requests
  const text = await request?.text()
  expect([request?.method, request?.url]).toEqual([method, `http://patron.test${path}`])
  expect(text === '' ? undefined : JSON.parse(text ?? '')).toEqual(body)
})
