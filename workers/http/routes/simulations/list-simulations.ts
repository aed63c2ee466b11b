import { createRoute } from '@hono/zod-openapi'
import { simulatedSourceListSchema } from '#shared/contracts/simulations.ts'
import { topicsOf } from '#shared/simulators/simulator.ts'
import { simulators } from '#shared/simulators/simulators.ts'
import { variants } from '#shared/simulators/variants.ts'
import { webhookSources } from '#shared/sources/registry.ts'
import type { Api } from '../../api.ts'
import { guarded } from '../../middleware/authenticate.ts'
import { problems } from '../../problems.ts'
import { isSimulationAllowed } from './is-simulation-allowed.ts'

const route = createRoute({
  operationId: 'listSimulations',
  method: 'get',
  path: '/v1/simulations',
  tags: ['Connections'],
  summary: 'What can be simulated, by source',
  ...guarded('connections:read'),
  responses: {
    200: {
      description: 'Topics of each source',
      content: { 'application/json': { schema: simulatedSourceListSchema } },
    },
    ...problems('unauthenticated', 'forbidden'),
  },
})

export function registerListSimulations(api: Api): void {
  api.openapi(route, async (context) => {
    const sources = [...simulators.values()]
      .filter(({ source }) => webhookSources.has(source))
      .map((simulator) => ({
        source: simulator.source,
        topics: topicsOf(simulator).map(({ topic }) => topic),
      }))
    return context.json(
      { isAllowed: isSimulationAllowed(context.env), variants: [...variants], sources },
      200,
    )
  })
}
