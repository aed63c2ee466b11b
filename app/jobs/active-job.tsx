import { Form, useNavigation } from '@remix-run/react'
import type { JobView } from '#shared/contracts/jobs.ts'
import { Badge } from '../components/badge.tsx'
import { Button } from '../components/button.tsx'
import { formatRate } from '../format/format-number.ts'
import { useMay } from '../session/use-session.ts'
import { jobCounts, jobDuration, jobStates, jobTitle } from './job-words.ts'

/** A job that goes on: what it is doing, how far it is, and the way to stop it. */
export function ActiveJob({ job, nowMs }: { job: JobView; nowMs: number }) {
  const isBusy = useNavigation().state === 'submitting'
  const mayCancel = useMay('jobs:manage')
  const { jobId, state, phase, progressRate } = job
  const title = jobTitle(job)
  return (
    <li id={jobId}>
      <div className="row">
        <strong>{title}</strong>
        <Badge tone={jobStates[state].tone}>{jobStates[state].name}</Badge>
        <span className="small quiet">
          {formatRate(progressRate)}, for {jobDuration(job, nowMs)}
        </span>
      </div>
      <progress className="progress" value={progressRate} max={1} aria-label={title} />
      <div className="job-foot">
        <p className="small quiet">
          {phase}. {jobCounts(job)}.
        </p>
        {mayCancel ? (
          <Form method="post">
            <input type="hidden" name="jobId" value={jobId} />
            <Button type="submit" small look="quiet" disabled={isBusy}>
              Cancel<span className="visually-hidden"> {title}</span>
            </Button>
          </Form>
        ) : null}
      </div>
    </li>
  )
}
