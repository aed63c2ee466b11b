import {
  type ActionFunctionArgs,
  type LoaderFunctionArgs,
  type MetaFunction,
  redirect,
} from '@remix-run/cloudflare'
import { useActionData, useLoaderData, useNavigation } from '@remix-run/react'
import { apiClient } from '../api/api-client.server.ts'
import { expectSuccess } from '../api/expect-success.server.ts'
import { failedAction } from '../api/failed-action.server.ts'
import { ButtonLink } from '../components/button.tsx'
import { Card } from '../components/card.tsx'
import { Notice } from '../components/notice.tsx'
import { PageHeader } from '../components/page-header.tsx'
import { EmptyState } from '../components/states.tsx'
import { useAutoRefresh } from '../components/use-auto-refresh.ts'
import { countOf } from '../format/format-number.ts'
import { ModelTable } from '../models/model-table.tsx'

const refreshEveryMs = 3_000

export const meta: MetaFunction = () => [{ title: 'Models · Patron' }]

export async function loader(args: LoaderFunctionArgs) {
  const api = await apiClient(args)
  const { models } = expectSuccess(await api.listModels(), args.request)
  const isWorking = models.some(({ activeJobId }) => activeJobId !== null)
  return { models, isWorking, refreshSeconds: isWorking ? 5 : undefined }
}

/** Trains the model that the form names. */
export async function action(args: ActionFunctionArgs) {
  const { request } = args
  const kind = String((await request.formData()).get('kind') ?? '')
  const api = await apiClient(args)
  const answer = await api.trainModel(kind)
  return answer.ok ? redirect('/jobs') : failedAction(answer.failure, request)
}

export default function ModelsPage() {
  const { models, isWorking } = useLoaderData<typeof loader>()
  const failed = useActionData<typeof action>()
  const isBusy = useNavigation().state === 'submitting'
  useAutoRefresh(refreshEveryMs, isWorking)
  const isNew = models.every(({ versionCount }) => versionCount === 0)
  return (
    <div className="stack">
      <PageHeader
        title="Models"
        lead="What learns from your orders, how good it is, and which version is in use."
      >
        <ButtonLink to="/jobs" small>
          Jobs
        </ButtonLink>
      </PageHeader>
      {failed === undefined ? null : (
        <Notice tone="bad">
          <p>{failed.error}</p>
        </Notice>
      )}
      {isNew && models.length > 0 ? (
        <Notice>
          <p>
            No model has been trained yet. Train the first one below; after that every model is trained anew
            once a week, and a version is taken into use only if it is better.
          </p>
        </Notice>
      ) : null}
      <Card title="Models" note={countOf(models.length, 'model')}>
        {models.length === 0 ? (
          <EmptyState title="No models" icon="trend">
            This installation has no models.
          </EmptyState>
        ) : (
          <ModelTable models={models} isBusy={isBusy} />
        )}
      </Card>
    </div>
  )
}
