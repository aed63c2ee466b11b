import { Form } from '@remix-run/react'
import type { ConnectableSource, ConnectionTest, ConnectionView } from '#shared/contracts/connections.ts'
import { Button, ButtonLink } from '../components/button.tsx'
import { Icon } from '../components/icon.tsx'
import { Notice } from '../components/notice.tsx'
import { connectionPath } from './connection-address.ts'

interface ConnectionActionsProps {
  connection: ConnectionView
  secretOrigin: ConnectableSource['secretOrigin']
}

/** What can be done with a connection. */
export function ConnectionActions({ connection, secretOrigin }: ConnectionActionsProps) {
  const isPaused = connection.status === 'paused'
  return (
    <Form method="post" className="row">
      <Button type="submit" name="intent" value="test" small>
        Test
      </Button>
      <Button type="submit" name="intent" value={isPaused ? 'resume' : 'pause'} small>
        <Icon name={isPaused ? 'play' : 'pause'} />
        {isPaused ? 'Resume' : 'Pause'}
      </Button>
      <ButtonLink to={connectionPath(connection, 'settings')} small>
        Settings
      </ButtonLink>
      {secretOrigin === 'none' ? null : (
        <ButtonLink to={connectionPath(connection, 'secret')} small>
          New secret
        </ButtonLink>
      )}
      <ButtonLink to={connectionPath(connection, 'delete')} look="quiet" small>
        Delete
      </ButtonLink>
    </Form>
  )
}

const checkNames: Record<ConnectionTest['checks'][number]['name'], string> = {
  secret: 'Secret',
  credentials: 'Access to the system',
  deliveries: 'Deliveries',
}
const outcomes: Record<ConnectionTest['checks'][number]['outcome'], string> = {
  passed: 'in order',
  failed: 'not in order',
  skipped: 'not tried',
}

/** What a test of a connection found. */
export function TestResult({ test }: { test: ConnectionTest }) {
  return (
    <Notice tone={test.isPassed ? 'good' : 'bad'}>
      <p>
        <strong>{test.isPassed ? 'Nothing is wrong.' : 'Something is wrong.'}</strong>
      </p>
      <ul className="bullets">
        {test.checks.map(({ name, outcome, detail }) => (
          <li key={name}>
            {checkNames[name]}: {outcomes[outcome]}. {detail}
          </li>
        ))}
      </ul>
    </Notice>
  )
}
