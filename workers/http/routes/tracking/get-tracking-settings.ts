import * as z from 'zod'
import { findApiKey } from '../../../credentials/find-api-key.ts'
import type { Api } from '../../api.ts'
import { open } from '../../operations.ts'
import { ProblemError, problems } from '../../problems.ts'
import { openToAnyPage, preflight } from './open-to-any-page.ts'

const path = '/v1/projects/:writeKey/settings'

const settingsSchema = z
  .object({
    integrations: z.object({
      'Segment.io': z.object({
        apiKey: z.string(),
        apiHost: z.string().meta({ description: 'Where the library sends its calls, without the protocol' }),
        protocol: z.enum(['http', 'https']),
        addBundledMetadata: z.boolean(),
        retryQueue: z.boolean(),
        versionSettings: z.object({ componentTypes: z.array(z.string()) }),
      }),
    }),
    metrics: z.object({ sampleRate: z.number() }),
    legacyVideoPluginsEnabled: z.boolean(),
    analyticsNextEnabled: z.boolean(),
    remotePlugins: z.array(z.object({})),
  })
  .meta({ id: 'TrackingSettings' })
type TrackingSettings = z.infer<typeof settingsSchema>

/**
 * What Segment's browser library asks for before it sends anything. It is told to send to this host, to load nothing
 * else, and to report about itself to nobody.
 */
export function registerGetTrackingSettings(api: Api): void {
  api.openAPIRegistry.registerPath({
    operationId: 'getTrackingSettings',
    method: 'get',
    path: '/v1/projects/{writeKey}/settings',
    tags: ['Tracking'],
    summary: "Settings for Segment's browser library, whose `cdnURL` is this host",
    ...open('write-key', 'A page of the shop asks it; the write key stands in the address'),
    request: { params: z.object({ writeKey: z.string() }) },
    responses: {
      200: { description: 'Settings', content: { 'application/json': { schema: settingsSchema } } },
      ...problems('not-found'),
    },
  })
  api.options(path, preflight)
  api.get(path, openToAnyPage, async (context) => {
    const writeKey = context.req.param('writeKey')
    const access = await findApiKey(writeKey, context.env, Date.now())
    if (access?.role !== 'write') throw new ProblemError('not-found', 'There is no such write key')
    const { host, protocol } = new URL(context.req.url)
    const settings: TrackingSettings = {
      integrations: {
        'Segment.io': {
          apiKey: writeKey,
          apiHost: `${host}/v1`,
          protocol: protocol === 'http:' ? 'http' : 'https',
          addBundledMetadata: true,
          retryQueue: true,
          versionSettings: { componentTypes: ['browser'] },
        },
      },
      metrics: { sampleRate: 0 },
      legacyVideoPluginsEnabled: false,
      analyticsNextEnabled: true,
      remotePlugins: [],
    }
    return context.json(settings, 200, { 'cache-control': 'public, max-age=300' })
  })
}
