import type { ModelVersionView, ModelView } from '../../contracts/models.ts'
import type { JobRow } from '../../database/tables/job.ts'
import type { ModelVersionRow } from '../../database/tables/model-version.ts'
import { toIso } from '../../kernel/time.ts'
import type { Trainable } from '../trainable.ts'
import { versionName } from '../version-name.ts'

export function modelVersionView(row: ModelVersionRow): ModelVersionView {
  const { tenantId: _, artifactKey: __, drift, ...same } = row
  return {
    ...same,
    name: versionName(row),
    trainedAt: toIso(row.trainedAt),
    promotedAt: row.promotedAt === null ? null : toIso(row.promotedAt),
    dataFrom: toIso(row.dataFrom),
    dataTo: toIso(row.dataTo),
    drift: drift === null ? null : { ...drift, measuredAt: toIso(drift.measuredAt) },
    artifactDeletedAt: row.artifactDeletedAt === null ? null : toIso(row.artifactDeletedAt),
  }
}

/** What is known of a kind of model. */
export interface KnownModel {
  readonly trainable: Pick<Trainable, 'kind' | 'title' | 'elsewhere'>
  readonly champion: ModelVersionRow | undefined
  readonly latest: { readonly row: ModelVersionRow; readonly versionCount: number } | undefined
  readonly activeJob: JobRow | undefined
  /** The last training that began, whatever came of it. */
  readonly lastTraining: JobRow | undefined
}

export function modelView({ trainable, champion, latest, activeJob, lastTraining }: KnownModel): ModelView {
  // A training that ends without a version says what it would have taken.
  const isWithout = lastTraining?.state === 'done' && lastTraining.jobId !== latest?.row.jobId
  return {
    kind: trainable.kind,
    title: trainable.title,
    champion: champion === undefined ? null : modelVersionView(champion),
    latest: latest === undefined ? null : modelVersionView(latest.row),
    versionCount: latest?.versionCount ?? 0,
    takesUploads: trainable.elsewhere !== undefined,
    activeJobId: activeJob?.jobId ?? null,
    missing: isWithout ? lastTraining.result : null,
  }
}
