import { createRoute } from '@hono/zod-openapi'
import * as z from 'zod'
import { sourceTitle } from '#shared/connections/source-titles.ts'
import { type ConnectableSource, connectableSourceListSchema } from '#shared/contracts/connections.ts'
import { backfills } from '#shared/sources/backfills.ts'
import { connectableSources } from '#shared/sources/connectable-sources.ts'
import { webhookSources } from '#shared/sources/registry.ts'
import { settingsToMake } from '#shared/sources/settings-to-make.ts'
import type { Source } from '#shared/sources/source.ts'
import type { Env } from '../../../env.ts'
import type { Api } from '../../api.ts'
import { guarded } from '../../middleware/authenticate.ts'
import { problems } from '../../problems.ts'
import { credentialFieldsOf } from './parse-credentials.ts'

const route = createRoute({
  operationId: 'listSources',
  method: 'get',
  path: '/v1/sources',
  tags: ['Connections'],
  summary: 'What can be connected, and what that takes',
  ...guarded('connections:read'),
  responses: {
    200: {
      description: 'All of them, by title',
      content: { 'application/json': { schema: connectableSourceListSchema } },
    },
    ...problems('unauthenticated', 'forbidden'),
  },
})

export function registerListSources(api: Api): void {
  api.openapi(route, (context) => {
    const sources = [...connectableSources.values()].map((source) => describeSource(source, context.env))
    sources.sort((left, right) => left.title.localeCompare(right.title, 'en'))
    return context.json({ sources }, 200)
  })
}

function describeSource(
  source: Source,
  { PUBLIC_BASE_URL }: Pick<Env, 'PUBLIC_BASE_URL'>,
): ConnectableSource {
  const { name } = source
  const backfill = backfills.get(name)
  const settings = settingsToMake(source)
  return {
    source: name,
    ...sourceTitle(name),
    webhookUrl: webhookSources.has(name)
      ? `${new URL(PUBLIC_BASE_URL).origin}/webhooks/${name}/{connectionId}`
      : null,
    settings: Object.keys(settings.shape).length === 0 ? null : jsonSchemaOf(settings),
    credentialFields: [...credentialFieldsOf(name)],
    backfillResources: [...(backfill?.resources ?? [])],
    reconcileEveryMinutes: backfill?.reconcileEveryMinutes ?? null,
  }
}

function jsonSchemaOf(schema: z.ZodType): ConnectableSource['settings'] {
  const { $schema: _, ...rest } = z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' })
  return JSON.parse(JSON.stringify(rest))
}
