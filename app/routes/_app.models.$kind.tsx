import {
  type ActionFunctionArgs,
  data,
  type LoaderFunctionArgs,
  type MetaFunction,
  redirect,
} from '@remix-run/cloudflare'
import { Form, Link, useActionData, useLoaderData, useNavigation, useSearchParams } from '@remix-run/react'
import { mostModelBytes } from '#shared/contracts/most-model-bytes.ts'
import { apiClient } from '../api/api-client.server.ts'
import { expectSuccess } from '../api/expect-success.server.ts'
import { failedAction } from '../api/failed-action.server.ts'
import { Button } from '../components/button.tsx'
import { Card } from '../components/card.tsx'
import { Notice } from '../components/notice.tsx'
import { PageHeader } from '../components/page-header.tsx'
import { EmptyState } from '../components/states.tsx'
import { useAutoRefresh } from '../components/use-auto-refresh.ts'
import { WhereItIs } from '../connections/where-it-is.tsx'
import { countOf, formatBytes } from '../format/format-number.ts'
import { jobAddress } from '../jobs/job-words.ts'
import { MetricTable } from '../models/metric-table.tsx'
import { requireModelKind } from '../models/model-params.server.ts'
import { modelPurposes } from '../models/model-words.ts'
import { UploadModelCard } from '../models/upload-model-card.tsx'
import { verdictWords } from '../models/verdict-words.ts'
import { VersionTable } from '../models/version-table.tsx'
import { readForm } from '../session/limited-request.server.ts'
import { useMay } from '../session/use-session.ts'

const refreshEveryMs = 3_000
/** What a form has around its file. */
const formBytesBeside = 64 * 1024

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: `${data?.model.title ?? 'Model'} · Patron` },
]

export async function loader(args: LoaderFunctionArgs) {
  const { request } = args
  const kind = requireModelKind(args)
  const api = await apiClient(args)
  const [models, versions] = await Promise.all([api.listModels(), api.listModelVersions(kind)])
  const model = expectSuccess(models, request).models.find((each) => each.kind === kind)
  if (model === undefined) throw data(null, { status: 404 })
  return {
    model,
    versions: expectSuccess(versions, request).versions,
    refreshSeconds: model.activeJobId === null ? undefined : 5,
  }
}

/**
 * `intent` is "train", or "score": predictions of everybody anew, by the version in use; or "upload" with a `file`: a model that was
 * learned elsewhere.
 */
export async function action(args: ActionFunctionArgs) {
  const { request } = args
  const kind = requireModelKind(args)
  const form = await readForm(request, mostModelBytes + formBytesBeside)
  if (form === undefined) {
    return data({ error: `A model may have ${formatBytes(mostModelBytes)} at the most.` }, { status: 413 })
  }
  const [intent, file] = [form.get('intent'), form.get('file')]
  const api = await apiClient(args)
  const answer =
    intent === 'upload'
      ? await api.uploadModelVersion(kind, file instanceof File ? await file.text() : '')
      : await (intent === 'score' ? api.scoreModel(kind) : api.trainModel(kind))
  return answer.ok ? redirect('/jobs') : failedAction(answer.failure, request)
}

export default function ModelPage() {
  const { model, versions } = useLoaderData<typeof loader>()
  const failed = useActionData<typeof action>()
  const mayManage = useMay('models:manage')
  const [params] = useSearchParams()
  const isBusy = useNavigation().state === 'submitting'
  const { kind, title, champion, activeJobId, missing } = model
  useAutoRefresh(refreshEveryMs, activeJobId !== null)
  return (
    <div className="stack">
      <WhereItIs trail={[{ to: '/models', label: 'All models' }]} />
      <PageHeader title={title} lead={modelPurposes[kind]}>
        {mayManage ? (
          <Form method="post" className="row">
            <Button
              type="submit"
              name="intent"
              value="train"
              look="primary"
              small
              disabled={isBusy || activeJobId !== null}
            >
              {versions.length === 0 ? 'Train the first version' : 'Train again'}
            </Button>
            {champion === null ? null : (
              <Button
                type="submit"
                name="intent"
                value="score"
                small
                disabled={isBusy || activeJobId !== null}
              >
                Predict anew
              </Button>
            )}
          </Form>
        ) : null}
      </PageHeader>
      {failed === undefined ? null : (
        <Notice tone="bad">
          <p>{failed.error}</p>
        </Notice>
      )}
      {champion !== null && params.get('done') === 'promoted' ? (
        <Notice tone="good">
          <p>{champion.name} is in use now. Its predictions are being made.</p>
        </Notice>
      ) : null}
      {activeJobId === null ? null : (
        <Notice>
          <p>
            Work on it goes on. <Link to={jobAddress(activeJobId)}>See how far it is</Link>
          </p>
        </Notice>
      )}
      {missing === null ? null : (
        <Notice tone="warn">
          <p>The last training brought no version. {missing}</p>
        </Notice>
      )}
      {champion === null ? null : (
        <Card title={`In use: ${champion.name}`} note={champion.algorithm}>
          <div className="stack">
            <p>{verdictWords(champion.verdict)}</p>
            <MetricTable version={champion} />
          </div>
        </Card>
      )}
      <Card title="Versions" note={countOf(versions.length, 'version')}>
        {versions.length === 0 ? (
          <EmptyState title="Never trained" icon="trend">
            Training looks at every customer’s orders, learns from the earlier ones and is tested on the later
            ones. What is no better than a plain rule is not taken into use.
          </EmptyState>
        ) : (
          <VersionTable versions={versions} />
        )}
      </Card>
      {mayManage && model.takesUploads ? <UploadModelCard isBusy={isBusy || activeJobId !== null} /> : null}
    </div>
  )
}
