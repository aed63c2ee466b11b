import type { JobRow } from '#shared/database/tables/job.ts'

type Named = Pick<JobRow, 'tenantId' | 'jobId'>

/** The folder of what runs have told, a folder of its own each. */
export function toldFolder(tenantId: string): string {
  return `sales/${tenantId}/told/`
}

/** The folder of one run in it. */
export function toldFolderOf({ tenantId, jobId }: Named): string {
  return `${toldFolder(tenantId)}${jobId}/`
}

/** The folder of what nodes sold day by day: a file for the run in use. */
export function nodesFolder(tenantId: string): string {
  return `sales/${tenantId}/nodes/`
}

/** What the nodes of a run sold. Attempts of one step write the same. */
export function nodesKey({ tenantId, jobId }: Named): string {
  return `${nodesFolder(tenantId)}${jobId}`
}
