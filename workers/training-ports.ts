import { drizzle } from 'drizzle-orm/d1'
import type { TrainingPorts } from '#queues/jobs/train-model/training-ports.ts'
import { findLastVersion, listChampions } from '#shared/database/model-versions.ts'
import type { Trainable } from '#shared/predictions/trainable.ts'
import type { Tenant } from '#shared/tenants/tenant.ts'
import type { Env } from './env.ts'
import { customerJobPorts } from './job-ports.ts'
import { readModelArtifact, writeModelArtifact } from './model-artifacts.ts'
import { readCatalogue } from './read-catalogue.ts'
import { readViews } from './read-views.ts'

/**
 * Connects a training with the real world. It learns from nobody who objected to profiling or whose data is restricted;
 * of the others only figures without people remain (see docs/design/models.md).
 */
export function trainingPorts(env: Env, tenant: Tenant, jobId: string, trainable: Trainable): TrainingPorts {
  const database = drizzle(env.DB)
  const { tenantId } = tenant
  const { kind } = trainable
  return {
    ...customerJobPorts(env, tenant, jobId, ({ isProfilingAllowed }) => isProfilingAllowed !== false),
    trainable,
    registry: {
      champion: async () =>
        (await listChampions(database, tenantId)).find((champion) => champion.kind === kind),
      lastVersion: () => findLastVersion(database, tenantId, kind),
    },
    artifacts: {
      read: (key) => readModelArtifact(env, key),
      write: (id, content, bytes) => writeModelArtifact(env, { tenantId, kind, jobId: id }, content, bytes),
    },
    views: (customerIds, sinceMs) => readViews(env, tenant, customerIds, sinceMs),
    catalogue: (after) => readCatalogue(env, tenantId, after),
  }
}
