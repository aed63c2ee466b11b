import * as z from 'zod'
import { writeKeyOf } from '#shared/sources/tracking/write-key.ts'
import { findApiKey } from '../../../credentials/find-api-key.ts'
import type { Api } from '../../api.ts'
import { open } from '../../operations.ts'
import { ProblemError, problems } from '../../problems.ts'
import { openToAnyPage, preflight } from './open-to-any-page.ts'

const paths = ['/sourceConfig', '/sourceConfig/']

const sourceConfigSchema = z
  .object({
    source: z.object({
      id: z.string(),
      name: z.string(),
      writeKey: z.string(),
      enabled: z.boolean(),
      config: z.object({
        statsCollection: z.object({
          errors: z.object({ enabled: z.boolean() }),
          metrics: z.object({ enabled: z.boolean() }),
        }),
      }),
      destinations: z.array(z.object({})),
    }),
  })
  .meta({ id: 'SourceConfig' })
type SourceConfig = z.infer<typeof sourceConfigSchema>

/**
 * What RudderStack's libraries ask for before they send anything: that the source is there, has no destinations in the
 * page, and that nothing is to be reported about the library itself.
 */
export function registerGetSourceConfig(api: Api): void {
  api.openAPIRegistry.registerPath({
    operationId: 'getSourceConfig',
    method: 'get',
    path: '/sourceConfig',
    tags: ['Tracking'],
    summary: "Settings for RudderStack's libraries, whose `configUrl` is this host",
    security: [{ writeKey: [] }],
    ...open('write-key', 'A page of the shop asks it, and tells nobody who is looking at the page'),
    'x-also-at': paths.slice(1),
    request: { query: z.object({ writeKey: z.string().optional() }) },
    responses: {
      200: { description: 'Settings', content: { 'application/json': { schema: sourceConfigSchema } } },
      ...problems('unauthenticated'),
    },
  })
  for (const path of paths) {
    api.options(path, preflight)
    api.get(path, openToAnyPage, async (context) => {
      const { req, env } = context
      const writeKey = writeKeyOf(new Map(req.raw.headers), undefined, req.url)
      const access = writeKey === undefined ? undefined : await findApiKey(writeKey, env, Date.now())
      if (writeKey === undefined || access?.role !== 'write') {
        const isUnknown = writeKey !== undefined && writeKey !== '' && access === undefined
        throw new ProblemError('unauthenticated', isUnknown ? 'The key is not known' : 'Send a write key')
      }
      const isOff = { enabled: false }
      const answer: SourceConfig = {
        source: {
          id: access.connectionId,
          name: access.connectionId,
          writeKey,
          enabled: true,
          config: { statsCollection: { errors: isOff, metrics: isOff } },
          destinations: [],
        },
      }
      return context.json(answer, 200, { 'cache-control': 'private, max-age=300' })
    })
  }
}
