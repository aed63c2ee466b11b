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
import { PageHeader } from '../components/page-header.tsx'
import { WhereItIs } from '../connections/where-it-is.tsx'
import { CurveCard } from '../models/curve-card.tsx'
import { DriftCard } from '../models/drift-card.tsx'
import { ImportanceCard } from '../models/importance-card.tsx'
import { MetricTable } from '../models/metric-table.tsx'
import { modelAddress, promotionAddress } from '../models/model-address.ts'
import { requireModelKind, requireVersion } from '../models/model-params.server.ts'
import { ParameterCard } from '../models/parameter-card.tsx'
import { PromotionCard } from '../models/promotion-card.tsx'
import { verdictWords } from '../models/verdict-words.ts'
import { VersionFacts } from '../models/version-facts.tsx'
import { useMay } from '../session/use-session.ts'

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: `${data?.version.name ?? 'Version'} · Patron` },
]

/** `?promote=ask` asks whether to take the version into use. */
export async function loader(args: LoaderFunctionArgs) {
  const { request } = args
  const api = await apiClient(args)
  const [version, catalogue] = await Promise.all([
    api.getModelVersion(requireModelKind(args), requireVersion(args)),
    api.listFeatures(),
  ])
  return {
    version: expectSuccess(version, request),
    // Without the catalogue the features keep their names, and the page is there all the same.
    catalogue: catalogue.ok ? catalogue.value.features : [],
    isAsked: new URL(request.url).searchParams.get('promote') === 'ask',
  }
}

/** Takes the version into use. */
export async function action(args: ActionFunctionArgs) {
  const kind = requireModelKind(args)
  const api = await apiClient(args)
  const answer = await api.promoteModelVersion(kind, requireVersion(args))
  return answer.ok
    ? redirect(`${modelAddress(kind)}?done=promoted`)
    : failedAction(answer.failure, args.request)
}

export default function ModelVersionPage() {
  const { version, catalogue, isAsked } = useLoaderData<typeof loader>()
  const failed = useActionData<typeof action>()
  const mayPromote =
    useMay('models:manage') && version.state !== 'champion' && version.artifactDeletedAt === null
  const isBusy = useNavigation().state === 'submitting'
  const { kind, name, verdict, importances, curves, drift } = version
  return (
    <div className="stack">
      <WhereItIs
        trail={[
          { to: '/models', label: 'All models' },
          { to: modelAddress(kind), label: 'All versions' },
        ]}
      />
      <PageHeader title={name} lead={verdictWords(verdict)}>
        {mayPromote && !isAsked ? (
          <ButtonLink to={promotionAddress(kind, version.version)} look="primary" small>
            {version.state === 'retired' ? 'Go back to it…' : 'Take into use…'}
          </ButtonLink>
        ) : null}
      </PageHeader>
      {mayPromote && isAsked ? (
        <PromotionCard version={version} isBusy={isBusy} error={failed?.error} />
      ) : null}
      <VersionFacts version={version} />
      <Card title="How good it is" note="on a later window than it learned from">
        <MetricTable version={version} />
      </Card>
      <CurveCard kind={kind} curves={curves} />
      {importances.length === 0 && drift === null ? (
        <ParameterCard version={version} />
      ) : (
        <div className="split">
          <div className="stack">
            <ImportanceCard importances={importances} catalogue={catalogue} />
            <DriftCard drift={drift} />
          </div>
          <ParameterCard version={version} />
        </div>
      )}
    </div>
  )
}
