import { Form, useNavigation } from '@remix-run/react'
import type { DestinationView } from '#shared/contracts/destinations.ts'
import { Button, ButtonLink } from '../components/button.tsx'
import { Icon } from '../components/icon.tsx'
import { useMay } from '../session/use-session.ts'
import { destinationPath } from './destination-address.ts'

interface DestinationActionsProps {
  destination: DestinationView
  /** Whether a run is going on. */
  isRunning: boolean
}

/** What can be done with a destination. */
export function DestinationActions({ destination: { id, status }, isRunning }: DestinationActionsProps) {
  const isBusy = useNavigation().state === 'submitting'
  const mayManage = useMay('destinations:manage')
  const isPaused = status === 'paused'
  if (!mayManage) return null
  return (
    <Form method="post" className="row">
      {isPaused ? null : (
        <Button type="submit" name="intent" value="start" look="primary" small disabled={isBusy || isRunning}>
          {isRunning ? 'Running…' : 'Start now'}
        </Button>
      )}
      <Button type="submit" name="intent" value={isPaused ? 'resume' : 'pause'} small disabled={isBusy}>
        <Icon name={isPaused ? 'play' : 'pause'} />
        {isPaused ? 'Resume' : 'Pause'}
      </Button>
      <ButtonLink to={destinationPath(id, 'edit')} small>
        Edit
      </ButtonLink>
      <ButtonLink to={destinationPath(id, 'delete')} look="quiet" small>
        Delete
      </ButtonLink>
    </Form>
  )
}
