import type { ModelVersionRow } from '#shared/database/tables/model-version.ts'
import type { ProductView } from '#shared/features/product-views.ts'
import type { JsonObject } from '#shared/kernel/json.ts'
import type { DriftReference } from '#shared/predictions/drift.ts'
import type { CatalogueProduct, Trainable } from '#shared/predictions/trainable.ts'
import type { CustomerJobPorts } from '../job-ports.ts'

/** What is kept of a trained model beside its row in the registry. */
export interface ModelArtifact {
  /** Read back by the trainable's `predictor`. */
  readonly artifact: JsonObject
  readonly reference: DriftReference | null
}

/** Everything a step of training needs of the world, for one tenant and one kind of model. */
export interface TrainingPorts extends CustomerJobPorts {
  readonly trainable: Trainable
  readonly registry: {
    champion(): Promise<ModelVersionRow | undefined>
    /** 0 when there is none yet. */
    lastVersion(): Promise<number>
  }
  readonly artifacts: {
    read(key: string): Promise<ModelArtifact>
    /** Returns the key: in a folder of the job's own. `bytes` are kept beside it. */
    write(jobId: string, content: ModelArtifact, bytes?: ArrayBuffer): Promise<string>
  }
  /** What these customers looked at since a moment; a call to the object of each. Absent: nothing is known of it. */
  readonly views?: (
    customerIds: readonly string[],
    sinceMs: number,
  ) => Promise<ReadonlyMap<string, readonly ProductView[]>>
  /** What the catalogue has for sale, in pages. Absent: there is none. */
  readonly catalogue?: (
    after: string | null,
  ) => Promise<{ readonly products: readonly CatalogueProduct[]; readonly nextAfter: string | null }>
}
