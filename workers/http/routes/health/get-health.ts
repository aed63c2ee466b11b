import { createRoute } from '@hono/zod-openapi'
import * as z from 'zod'
import type { Api } from '../../api.ts'
import { open } from '../../operations.ts'
import { ProblemError, problems } from '../../problems.ts'

const healthSchema = z.object({ status: z.literal('ok') }).meta({ id: 'Health' })
const responses = { 200: { description: 'Yes', content: { 'application/json': { schema: healthSchema } } } }

const openToProbes = open('none', 'Load balancers ask it; it tells nothing but yes or no')

const healthRoute = createRoute({
  operationId: 'getHealth',
  method: 'get',
  path: '/healthz',
  tags: ['Health'],
  summary: 'Is the Worker alive?',
  ...openToProbes,
  responses,
})

const readinessRoute = createRoute({
  operationId: 'getReadiness',
  method: 'get',
  path: '/readyz',
  tags: ['Health'],
  summary: 'Can it serve requests? (asks the database)',
  ...openToProbes,
  responses: { ...responses, ...problems('unavailable') },
})

export function registerGetHealth(api: Api): void {
  api.openapi(healthRoute, (context) => context.json({ status: 'ok' as const }, 200))
  api.openapi(readinessRoute, async (context) => {
    try {
      await context.env.DB.prepare('select 1 from tenant limit 1').first()
    } catch {
      throw new ProblemError('unavailable', 'The database does not answer')
    }
    return context.json({ status: 'ok' as const }, 200)
  })
}
