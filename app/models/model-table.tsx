import { Form, Link } from '@remix-run/react'
import type { ModelView } from '#shared/contracts/models.ts'
import { Badge } from '../components/badge.tsx'
import { Button } from '../components/button.tsx'
import { Table } from '../components/table.tsx'
import { formatDate } from '../format/format-moment.ts'
import { jobAddress } from '../jobs/job-words.ts'
import { useMay, useSession, useTimeZone } from '../session/use-session.ts'
import { headlineOf } from './headline-metric.ts'
import { modelAddress } from './model-address.ts'
import { modelPurposes } from './model-words.ts'

/** The models there are: what for, which version is in use, how good it is, and the button that trains. */
export function ModelTable({ models, isBusy }: { models: readonly ModelView[]; isBusy: boolean }) {
  const mayTrain = useMay('models:manage')
  const { currency } = useSession().tenant
  return (
    <Table
      caption="Models"
      rows={models}
      rowKey={({ kind }) => kind}
      columns={[
        {
          key: 'model',
          label: 'Model',
          cell: ({ kind, title }) => (
            <>
              <Link to={modelAddress(kind)}>{title}</Link>
              <span className="cell-note">{modelPurposes[kind]}</span>
            </>
          ),
        },
        { key: 'use', label: 'In use', cell: (model) => <InUse model={model} /> },
        {
          key: 'quality',
          label: 'How good',
          cell: ({ champion, latest }) => {
            const shown = champion ?? latest
            const headline = shown === null ? undefined : headlineOf(shown, currency)
            return headline ?? <span className="quiet">Not measured yet</span>
          },
        },
        ...(mayTrain
          ? [
              {
                key: 'train',
                isNumber: true,
                label: 'Train',
                cell: (model: ModelView) => <TrainForm model={model} isBusy={isBusy} />,
              },
            ]
          : []),
      ]}
    />
  )
}

function InUse({ model: { champion, missing, activeJobId, versionCount } }: { model: ModelView }) {
  const timeZone = useTimeZone()
  return (
    <>
      <span className="row badges">
        {champion === null ? (
          <Badge tone={missing === null ? 'plain' : 'warn'}>
            {missing === null ? 'None yet' : 'Not enough yet'}
          </Badge>
        ) : (
          <Badge tone="good">{champion.name}</Badge>
        )}
        {activeJobId === null ? null : (
          <Link to={jobAddress(activeJobId)}>
            <Badge tone="info">Working on it</Badge>
          </Link>
        )}
      </span>
      <span className="cell-note">
        {champion === null
          ? (missing ?? (versionCount === 0 ? 'Never trained' : 'No version was good enough'))
          : `trained ${formatDate(champion.trainedAt, timeZone)}`}
      </span>
    </>
  )
}

/** Trains one model anew. The page the form is on has the action. */
function TrainForm({ model, isBusy }: { model: ModelView; isBusy: boolean }) {
  const { kind, title, champion, activeJobId } = model
  return (
    <Form method="post">
      <input type="hidden" name="kind" value={kind} />
      <Button
        type="submit"
        name="intent"
        value="train"
        small
        look={champion === null ? 'primary' : 'plain'}
        disabled={isBusy || activeJobId !== null}
      >
        {champion === null ? 'Train' : 'Train again'}
        <span className="visually-hidden"> {title}</span>
      </Button>
    </Form>
  )
}
