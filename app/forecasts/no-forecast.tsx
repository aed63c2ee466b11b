import { Form, useNavigation } from '@remix-run/react'
import type { JobView } from '#shared/contracts/jobs.ts'
import { Button, ButtonLink } from '../components/button.tsx'
import { Card } from '../components/card.tsx'
import { EmptyState } from '../components/states.tsx'
import { isActive } from '../jobs/job-words.ts'
import { useMay } from '../session/use-session.ts'

interface NoForecastProps {
  job: JobView | undefined
  /** Undefined: who looks may not see that. */
  hasSales: boolean | undefined
  /** Why there is none of what the address names, where others have theirs. */
  missing: string | undefined
}

/** Why there is no forecast yet, and what to do about it. */
export function NoForecast({ job, hasSales, missing }: NoForecastProps) {
  if (missing !== undefined) {
    return (
      <Card title="No forecast of this">
        <EmptyState
          title="No forecast of this"
          icon="search"
          actions={<ButtonLink to="/forecasts">All sales</ButtonLink>}
        >
          {missing.replace(/\.?$/, '.')}
        </EmptyState>
      </Card>
    )
  }
  return (
    <Card title="No forecast yet">
      <Why job={job} hasSales={hasSales} />
    </Card>
  )
}

function Why({ job, hasSales }: Omit<NoForecastProps, 'missing'>) {
  if (job !== undefined && isActive(job)) {
    return (
      <EmptyState title="The first forecast is being made" icon="forecast">
        This page shows it as soon as it is done. You can leave it.
      </EmptyState>
    )
  }
  const said = job === undefined ? null : (job.failure ?? job.result)
  const lastTry = said === null ? '' : `The last try ended with: ${said.replace(/\.$/, '')}. `
  if (hasSales === false) {
    return (
      <EmptyState title="No orders yet" icon="forecast" actions={<WaysToSales />}>
        {lastTry}A forecast goes by what was sold. Connect a shop or a till, or upload orders or daily totals
        as a file. Totals that are uploaded already are enough: make the first forecast of them.
      </EmptyState>
    )
  }
  return (
    <EmptyState
      title="Sales are there, a forecast is not"
      icon="forecast"
      actions={<RunForm look="primary" />}
    >
      {lastTry}Forecasts are made every night from all sales; the first can be made now. It takes eight weeks
      of sales to go by an item alone; before that, items like it help out.
    </EmptyState>
  )
}

function WaysToSales() {
  const mayConnect = useMay('connections:manage')
  const mayUpload = useMay('imports:manage')
  return (
    <>
      {mayConnect ? (
        <ButtonLink to="/integrations" look="primary">
          Connect a shop
        </ButtonLink>
      ) : null}
      {mayUpload ? <ButtonLink to="/imports">Upload a file</ButtonLink> : null}
      <RunForm look="quiet" />
    </>
  )
}

/** Starts making forecasts, for who may. */
export function RunForm({ look, small = false }: { look: 'primary' | 'plain' | 'quiet'; small?: boolean }) {
  const mayManage = useMay('forecasts:manage')
  const isBusy = useNavigation().state === 'submitting'
  if (!mayManage) return null
  return (
    <Form method="post" action="/forecasts">
      <Button type="submit" name="intent" value="run" look={look} small={small} disabled={isBusy}>
        Make forecasts now
      </Button>
    </Form>
  )
}
