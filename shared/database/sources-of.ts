import { type SQL, sql } from 'drizzle-orm'

/**
 * The sources that a table has rows of, as a subquery: found one after the other at the beginning of the primary key (tenant, source, ...), however many
 * rows there are. So an index that begins with tenant and source serves a search that knows no source.
 */
export function sourcesOf(table: 'product' | 'product_variant' | 'inventory', tenantId: string): SQL {
  const named = sql.raw(table)
  return sql`(with recursive teller (source) as (
      select min(source) from ${named} where tenant_id = ${tenantId}
      union all
      select (select min(source) from ${named} where tenant_id = ${tenantId} and source > teller.source)
      from teller where teller.source is not null
    ) select source from teller where source is not null)`
}
