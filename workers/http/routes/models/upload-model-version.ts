import * as z from 'zod'
import { auditActor } from '#shared/access/audited-operations.ts'
import { jobSchema } from '#shared/contracts/jobs.ts'
import { mostModelBytes } from '#shared/contracts/most-model-bytes.ts'
import { jobView } from '#shared/predictions/views/job-view.ts'
import { uploadedFile } from '../../../run-training.ts'
import { startJobWithFile } from '../../../start-job.ts'
import type { Api } from '../../api.ts'
import { guarded } from '../../middleware/authenticate.ts'
import { ProblemError, problems } from '../../problems.ts'
import { readBody } from '../../read-body.ts'
import { modelParamsSchema, requireTrainable } from './require-model.ts'

const { middleware, ...access } = guarded('models:manage')

const route = {
  operationId: 'uploadModelVersion',
  method: 'post' as const,
  path: '/v1/models/{kind}/versions',
  tags: ['Models'],
  summary: 'Bring a model that was learned elsewhere: LightGBM’s text or its JSON',
  description:
    'For `churn` (chance that a customer buys nothing within 90 days; objective binary or cross_entropy) and `lifetime-value` (what a customer spends within 90 days, in minor units; a regression objective). Its features are named as in the feature catalogue. It is measured on the same later window as a model that is trained here, and taken into use when it is better than a plain rule and than the version in use. gzip is taken too.',
  ...access,
  request: {
    params: modelParamsSchema,
    body: {
      required: true,
      content: { 'application/octet-stream': { schema: z.string().meta({ format: 'binary' }) } },
    },
  },
  responses: {
    202: {
      description: 'It is being measured',
      content: { 'application/json': { schema: jobSchema } },
    },
    ...problems(
      'malformed-request',
      'unauthenticated',
      'forbidden',
      'not-found',
      'conflict',
      'content-too-large',
      'invalid-content',
    ),
  },
}

export function registerUploadModelVersion(api: Api): void {
  api.openAPIRegistry.registerPath(route)
  api.post('/v1/models/:kind/versions', ...middleware, async (context) => {
    const caller = context.get('access')
    const { kind, title, elsewhere } = requireTrainable(context.req.param('kind'))
    const content = new TextDecoder().decode(await readBody(context.req.raw, mostModelBytes))
    if (elsewhere === undefined) throw new ProblemError('conflict', `${title} takes no uploaded models`)
    const read = elsewhere.read(content)
    if (!read.ok) {
      throw new ProblemError('invalid-content', read.failure.message, { errors: [...read.failure.problems] })
    }
    const told = {
      tenantId: caller.tenant.tenantId,
      kind: 'evaluate-model',
      model: kind,
      startedBy: auditActor(caller),
    } as const
    const file = { name: uploadedFile, content: JSON.stringify(read.value) }
    const job = await startJobWithFile(context.env, told, file, Date.now())
    if (job === undefined) throw new ProblemError('conflict', 'It is being trained or used already')
    return context.json(jobView(job), 202)
  })
}
