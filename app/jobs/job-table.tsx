import type { JobView } from '#shared/contracts/jobs.ts'
import { Badge } from '../components/badge.tsx'
import { Table } from '../components/table.tsx'
import { formatMoment } from '../format/format-moment.ts'
import { useTimeZone } from '../session/use-session.ts'
import { jobCounts, jobDuration, jobStates, jobTitle } from './job-words.ts'

/** Jobs that ended, one a row: what came of each, or what stopped it. */
export function JobTable({ jobs, nowMs }: { jobs: readonly JobView[]; nowMs: number }) {
  const timeZone = useTimeZone()
  return (
    <Table
      caption="Jobs that ended, the newest first"
      rows={jobs}
      rowKey={({ jobId }) => jobId}
      columns={[
        {
          key: 'job',
          label: 'Job',
          cell: (job) => (
            <>
              {jobTitle(job)}
              <span className="cell-note">
                {job.startedBy === 'schedule' ? 'by the schedule' : `started by ${job.startedBy}`}
              </span>
            </>
          ),
        },
        {
          key: 'state',
          label: 'State',
          cell: ({ state }) => <Badge tone={jobStates[state].tone}>{jobStates[state].name}</Badge>,
        },
        {
          key: 'result',
          label: 'What came of it',
          cell: (job) => (
            <>
              {job.failure ?? job.result ?? 'Nothing'}
              <span className="cell-note">{jobCounts(job)}</span>
            </>
          ),
        },
        {
          key: 'when',
          label: 'Started',
          cell: (job) => (
            <>
              <time dateTime={job.startedAt}>{formatMoment(job.startedAt, timeZone)}</time>
              <span className="cell-note">took {jobDuration(job, nowMs)}</span>
            </>
          ),
        },
      ]}
    />
  )
}
