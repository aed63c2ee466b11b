import { createRoute } from '@hono/zod-openapi'
import { simulateDeliverySchema, simulationSchema } from '#shared/contracts/simulations.ts'
import { seededRandom } from '#shared/kernel/random.ts'
import { isAsExpected, judgeAnswer } from '#shared/simulators/judge-answer.ts'
import { type PlannedDelivery, planDeliveries } from '#shared/simulators/plan-deliveries.ts'
import { simulators } from '#shared/simulators/simulators.ts'
import { webhookSources } from '#shared/sources/registry.ts'
import { secretsAt } from '../../../credentials/connection-secrets.ts'
import type { Api } from '../../api.ts'
import { guarded } from '../../middleware/authenticate.ts'
import { ProblemError, problems } from '../../problems.ts'
import { connectionParamsSchema, requireConnection } from '../connections/require-connection.ts'
import { findLogIds } from './find-log-ids.ts'
import { isSimulationAllowed } from './is-simulation-allowed.ts'

const route = createRoute({
  operationId: 'simulateDelivery',
  method: 'post',
  path: '/v1/connections/{source}/{connectionId}/simulations',
  tags: ['Connections'],
  summary: 'Send what the vendor would send, really signed, through the door of a connection',
  description:
    'Not in production. People, products and numbers are invented; what is accepted counts like anything else.',
  ...guarded('connections:manage'),
  request: {
    params: connectionParamsSchema,
    body: { required: true, content: { 'application/json': { schema: simulateDeliverySchema } } },
  },
  responses: {
    200: {
      description: 'What became of each delivery',
      content: { 'application/json': { schema: simulationSchema } },
    },
    ...problems(
      'malformed-request',
      'unauthenticated',
      'forbidden',
      'not-found',
      'conflict',
      'invalid-content',
    ),
  },
})

export function registerSimulateDelivery(api: Api): void {
  api.openapi(route, async (context) => {
    const { env } = context
    const { tenant } = context.get('access')
    const { topic, variant, seed } = context.req.valid('json')
    if (!isSimulationAllowed(env)) {
      throw new ProblemError('forbidden', 'Nothing is simulated in production: it would count as sales')
    }
    const row = await requireConnection(env, tenant, context.req.valid('param'))
    const simulator = webhookSources.has(row.source) ? simulators.get(row.source) : undefined
    if (simulator === undefined) {
      throw new ProblemError('conflict', `Nothing is delivered to a connection of ${row.source}`)
    }
    const nowMs = Date.now()
    const planned = await planDeliveries(simulator, {
      topic,
      variant,
      baseUrl: env.PUBLIC_BASE_URL,
      connectionId: row.connectionId,
      secrets: await secretsAt(row, nowMs, env),
      nowMs,
      happenedAtMs: nowMs,
      random: seed === undefined ? Math.random : seededRandom(seed),
    })
    if (!planned.ok) {
      const { kind, message } = planned.failure
      const isWrongTopic = kind === 'unknown-topic'
      throw new ProblemError(isWrongTopic ? 'invalid-content' : 'conflict', message, {
        errors: [{ pointer: isWrongTopic ? '/topic' : '', detail: message, code: kind }],
      })
    }
    // The very door that vendors knock at, without going through the network.
    const knock = async ({ url, headers, body }: PlannedDelivery) =>
      api.fetch(new Request(url, { method: 'POST', headers, body }), env, context.executionCtx)
    const answered = []
    for (const delivery of planned.value) {
      const answer = await knock(delivery)
      const verdict = judgeAnswer(answer.status, await answer.text())
      answered.push({ topic: delivery.topic, expected: delivery.expected, verdict, status: answer.status })
    }
    const logIds = await findLogIds(env, row, nowMs, planned.value)
    const deliveries = answered.map((each, index) => ({ ...each, logId: logIds[index] ?? null }))
    return context.json(
      {
        isAsExpected: deliveries.every(({ expected, verdict }) => isAsExpected(expected, verdict)),
        deliveries,
      },
      200,
    )
  })
}
