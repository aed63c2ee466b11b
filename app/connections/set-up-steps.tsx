import { Link } from '@remix-run/react'
import type { ConnectionWithSecret } from '#shared/contracts/connections.ts'
import { filledAddress } from './connection-address.ts'
import { CopyText } from './copy-text.tsx'
import type { SetUpStep } from './set-up-guides.ts'

interface SetUpStepsProps {
  label: string
  steps: readonly SetUpStep[]
  /** The number of the first one, where steps stand before these. */
  start?: number
  address: string | null
  connectionId: string
  /** Where this page is, for scripts that are loaded from there. */
  host: string
  /** What was made with the connection and is shown this once; undefined when that was before. */
  made?: Pick<ConnectionWithSecret, 'secret' | 'verifyToken'> | undefined
}

/** What to do at the other system, each with what has to be copied there. */
export function SetUpSteps({ label, steps, start = 1, address, connectionId, host, made }: SetUpStepsProps) {
  return (
    <ol className="set-up-steps" start={start} aria-label={label}>
      {steps.map((step) => (
        <li key={step.text}>
          <p>{step.text}</p>
          {step.shows === 'address' && address !== null ? <CopyText label="Address" text={address} /> : null}
          {step.shows === 'secret' ? <Once label="Secret" text={made?.secret} /> : null}
          {step.shows === 'verify-token' ? <Once label="Verify token" text={made?.verifyToken} /> : null}
          {step.shows === 'script' ? <CopyText label="Script" text={scriptOf(host)} isLong /> : null}
          {step.leadsTo === undefined ? null : (
            <p>
              <Link to={filledAddress(step.leadsTo.to, connectionId)}>{step.leadsTo.label}</Link>
            </p>
          )}
          {step.topics === undefined ? null : (
            <ul className="topics">
              {step.topics.map((topic) => (
                <li key={topic}>
                  <code>{topic}</code>
                </li>
              ))}
            </ul>
          )}
        </li>
      ))}
    </ol>
  )
}

/** Something that is shown when it is made and never again. */
function Once({ label, text }: { label: string; text: string | null | undefined }) {
  if (text) return <CopyText label={`${label}, shown this once`} text={text} />
  return (
    <p className="small quiet">
      {label}: shown once, when it was made. If it is lost, give the connection a new secret.
    </p>
  )
}

function scriptOf(host: string): string {
  return `<script>
  window.patron = window.patron || function () { (patron.q = patron.q || []).push(arguments) }
  patron('init', { writeKey: 'YOUR WRITE KEY', consent: 'required' })
</script>
<script async src="${host}/patron.js"></script>`
}
