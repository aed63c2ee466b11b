import { drizzle } from 'drizzle-orm/d1'
import type {
  KeptPredictions,
  PredictingPorts,
  ScoringPorts,
} from '#queues/jobs/score-customers/scoring-ports.ts'
import { listChampions, noteDriftStatement } from '#shared/database/model-versions.ts'
import {
  forgetPredictionStatements,
  listPredictedKinds,
  listPredictionsOf,
  replacePredictionStatements,
} from '#shared/database/predictions.ts'
import { featureVectorStatements } from '#shared/database/save-feature-vectors.ts'
import { type ModelInUse, predictionKindsOf } from '#shared/predictions/model-in-use.ts'
import type { ModelKind } from '#shared/predictions/prediction-kinds.ts'
import type { MeansSettings } from '#shared/predictions/socio-economic/may-profile-means.ts'
import type { LearningContext } from '#shared/predictions/trainable.ts'
import { trainables } from '#shared/predictions/trainables.ts'
import { versionName } from '#shared/predictions/version-name.ts'
import { isProfiledSilently } from '#shared/privacy/is-profiled-silently.ts'
import { profilingRefusal } from '#shared/privacy/may-profile.ts'
import type { Tenant } from '#shared/tenants/tenant.ts'
import { changesPorts } from './changes-ports.ts'
import type { Env } from './env.ts'
import { customerJobPorts } from './job-ports.ts'
import { keptRfmScale, keptShopScale } from './kept-scales.ts'
import { readModelArtifact } from './model-artifacts.ts'
import { runStatements } from './run-statements.ts'

/** Connects a scoring with the real world. Who may not be profiled is not looked at, and loses what was predicted before. */
export function scoringPorts(env: Env, tenant: Tenant, jobId: string): ScoringPorts {
  const { tenantId } = tenant
  return {
    ...customerJobPorts(env, tenant, jobId, ({ isProfilingAllowed }) => {
      return profilingRefusal({ restrictedAt: null, isProfilingAllowed }, tenant) === null
    }),
    models: (kind, context) => modelsInUse(env, kind, context),
    ...predictingPorts(env, tenant),
    saveRfmScale: (scale) => keptRfmScale.write(env, tenantId, scale),
    saveShopScale: (scale) => keptShopScale.write(env, tenantId, scale),
    noteDrift: async ({ kind, version }, drift) => {
      await runStatements(env.DB, [noteDriftStatement({ tenantId, kind, version }, drift)])
    },
  }
}

/** The champions of a tenant, of one kind or of all (null), ready to predict as of the moment of the context. */
export async function modelsInUse(
  env: Pick<Env, 'DB' | 'ARCHIVE'>,
  kind: ModelKind | null,
  context: LearningContext,
): Promise<ModelInUse[]> {
  const champions = await listChampions(drizzle(env.DB), context.tenantId)
  const models: ModelInUse[] = []
  for (const row of champions) {
    const trainable = trainables.get(row.kind)
    if (trainable === undefined || (kind !== null && row.kind !== kind)) continue
    if (predictionKindsOf[row.kind].length === 0) continue
    const { artifact, reference } = await readModelArtifact(env, row.artifactKey)
    models.push({
      kind: row.kind,
      version: row.version,
      name: versionName(row),
      predictor: trainable.predictor(artifact, context),
      reference,
    })
  }
  return models
}

export function predictingPorts(
  env: Pick<Env, 'DB' | 'ARCHIVE' | 'LIVE_FEED'>,
  tenant: Tenant,
): PredictingPorts {
  const { tenantId } = tenant
  return {
    predictions: keptPredictions(env, tenant),
    changes: changesPorts(env, tenant),
    saveFeatures: async (rows) => {
      await runStatements(env.DB, featureVectorStatements(tenantId, isProfiledSilently(tenant), rows))
    },
    shopScale: () => keptShopScale.read(env, tenantId),
    means: meansSettings(tenant),
  }
}

/** A shop has no setting of its own for it: it is as the country's law wants. */
export function meansSettings({ country, isProfilingOptOut }: Tenant): MeansSettings {
  return { country, isProfilingOptOut, isSocioEconomicOn: null }
}

function keptPredictions(env: Pick<Env, 'DB'>, tenant: Tenant): KeptPredictions {
  const database = drizzle(env.DB)
  const { tenantId } = tenant
  return {
    find: (customerIds, kinds) => listPredictionsOf(database, tenantId, customerIds, kinds),
    begunKinds: (kinds) => listPredictedKinds(database, tenantId, kinds),
    replace: async (replacement) => {
      await runStatements(
        env.DB,
        replacePredictionStatements(tenantId, isProfiledSilently(tenant), replacement),
      )
    },
    forget: async (customerIds) => {
      await runStatements(env.DB, forgetPredictionStatements(tenantId, customerIds))
    },
  }
}
