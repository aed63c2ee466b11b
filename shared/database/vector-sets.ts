import type { SqlStatement } from './sql-statement.ts'
import type { VectorSetRow } from './tables/vector-set.ts'

/** A set that is not to be asked, nor added to, any more has this in the place of its model. */
const noModel = ''

/** Rows are mixed by the remainder of their numbers, times a number drawn, when divided by this. */
const mixingPrime = 2_147_483_647

/** A tenant whose vectors in the vector database are not those of its model in use, or not all of them. */
export interface UnsettledVectors {
  readonly tenantId: string
  /** The model of recommendations in use; null: none. */
  readonly artifactKey: string | null
}

/**
 * Such tenants, as {@link UnsettledVectors}. `draw`, from 0 and below 1, decides which of them when there are more: each time others, so that
 * those that cannot be settled do not keep the rest from it.
 */
export function findUnsettledVectors(limit: number, draw: number): SqlStatement {
  return {
    text: `select tenant.tenant_id as tenantId, champion.artifact_key as artifactKey from tenant
           left join model_version as champion on champion.tenant_id = tenant.tenant_id
             and champion.kind = 'recommendations' and champion.state = 'champion'
           left join vector_set as sent on sent.tenant_id = tenant.tenant_id
           where tenant.status = 'active' and (sent.artifact_key is not champion.artifact_key
             or sent.tenant_id is not null and sent.ready_at is null)
           order by tenant.rowid * cast(?2 as integer) % ${mixingPrime} limit ?1`,
    values: [limit, 1 + Math.floor(draw * (mixingPrime - 1))],
  }
}

/** What the vector database holds for a tenant, or may hold, as {@link VectorSetRow}; no row: nothing. */
export function findVectorSet(tenantId: string): SqlStatement {
  return {
    text: `select tenant_id as tenantId, set_id as setId, artifact_key as artifactKey, vector_count as vectorCount,
             sent_count as sentCount, begun_at as begunAt, ready_at as readyAt from vector_set where tenant_id = ?1`,
    values: [tenantId],
  }
}

/** Notes a set before anything of it is sent, unless there is one or the tenant is not active; returns a row when it did. */
export function insertVectorSet(row: VectorSetRow): SqlStatement {
  return {
    text: `insert into vector_set (tenant_id, set_id, artifact_key, vector_count, sent_count, begun_at, ready_at)
           select ?1, ?2, ?3, ?4, ?5, ?6, ?7 where exists (select 1 from tenant where tenant_id = ?1 and status = 'active')
           on conflict do nothing returning set_id`,
    values: [
      row.tenantId,
      row.setId,
      row.artifactKey,
      row.vectorCount,
      row.sentCount,
      row.begunAt,
      row.readyAt,
    ],
  }
}

/** A row while more of a set may be sent: the tenant is active, and the set not let go of. */
export function findWantedSet({ tenantId, setId, artifactKey }: VectorSetRow): SqlStatement {
  return {
    text: `select 1 as isWanted from vector_set where tenant_id = ?1 and set_id = ?2 and artifact_key = ?3
           and exists (select 1 from tenant where tenant_id = ?1 and status = 'active')`,
    values: [tenantId, setId, artifactKey],
  }
}

/** Notes up to where the vectors of a set were sent. */
export function noteVectorsSent(
  { tenantId, setId }: Pick<VectorSetRow, 'tenantId' | 'setId'>,
  sentCount: number,
): SqlStatement {
  return {
    text: 'update vector_set set sent_count = max(sent_count, ?3) where tenant_id = ?1 and set_id = ?2',
    values: [tenantId, setId, sentCount],
  }
}

/** Notes that all vectors of a set are found. */
export function noteVectorsReady(
  { tenantId, setId }: Pick<VectorSetRow, 'tenantId' | 'setId'>,
  nowMs: number,
): SqlStatement {
  return {
    text: 'update vector_set set ready_at = ?3 where tenant_id = ?1 and set_id = ?2 and ready_at is null and artifact_key <> ?4',
    values: [tenantId, setId, nowMs, noModel],
  }
}

export function isRetired({ artifactKey }: Pick<VectorSetRow, 'artifactKey'>): boolean {
  return artifactKey === noModel
}

/** Lets go of a set, unless it is of the model in use by now: `begunAt` is since when. */
export function retireVectorSet(
  { tenantId, setId }: Pick<VectorSetRow, 'tenantId' | 'setId'>,
  nowMs: number,
): SqlStatement {
  return {
    text: `update vector_set set artifact_key = ?3, begun_at = ?4, ready_at = null
           where tenant_id = ?1 and set_id = ?2 and artifact_key <> ?3 and artifact_key is not (
             select artifact_key from model_version as champion where champion.tenant_id = ?1
             and champion.kind = 'recommendations' and champion.state = 'champion')`,
    values: [tenantId, setId, noModel, nowMs],
  }
}

/** Notes that nothing of a set is left. */
export function deleteVectorSet({ tenantId, setId }: Pick<VectorSetRow, 'tenantId' | 'setId'>): SqlStatement {
  return {
    text: 'delete from vector_set where tenant_id = ?1 and set_id = ?2',
    values: [tenantId, setId],
  }
}
