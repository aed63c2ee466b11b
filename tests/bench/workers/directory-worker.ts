import { IdentityDirectory } from '#durable-objects/identity-directory/identity-directory.ts'
import type { IdentifierKey } from '#shared/identity/identifier.ts'
import type { IdentityClaim } from '#shared/identity/identity-claim.ts'
import { defaultIdentityRules } from '#shared/identity/identity-rules.ts'
import { seededRandom } from '#shared/kernel/random.ts'

/** Patron's identity directory, with a fast way to fill it and the plain way to ask it. */
export class FilledDirectory extends IdentityDirectory {
  /** Adds customers `from` .. `to` - 1 with three identifiers each. */
  fill(from: number, to: number): void {
    for (const prefix of prefixes) {
      this.ctx.storage.sql.exec(
        `with recursive person (number) as (select ? union all select number + 1 from person where number + 1 < ?)
         insert into identifier (identifier_key, customer_id)
         select ? || printf('%08d', number), 'cus_' || printf('%022d', number) from person`,
        from,
        to,
        prefix,
      )
    }
    const links = prefixes
      .map((prefix) => `json_array('${prefix}' || printf('%08d', number), 0, '')`)
      .join(', ')
    this.ctx.storage.sql.exec(
      `with recursive person (number) as (select ? union all select number + 1 from person where number + 1 < ?)
       insert into customer (customer_id, links)
       select 'cus_' || printf('%022d', number), json_array(${links}) from person`,
      from,
      to,
    )
  }

  identifierCount(): number {
    return Number(this.ctx.storage.sql.exec('select count(*) as count from identifier').one().count)
  }

  /** The baseline: each identifier of each claim asked for by itself. */
  lookUpOneByOne(claims: IdentityClaim[]): (string | null)[] {
    return claims.map(({ keys }) => {
      const owners = keys.map(
        (key) =>
          this.ctx.storage.sql
            .exec<{ customer_id: string }>('select customer_id from identifier where identifier_key = ?', key)
            .toArray()[0]?.customer_id,
      )
      return owners.find((owner) => owner !== undefined) ?? null
    })
  }
}

const prefixes = ['cookie_id:visitor-', 'email:person-', 'external_id:tracking:user-']

interface DirectoryEnv {
  readonly OBJECT: DurableObjectNamespace<FilledDirectory>
}

/** What one POST asks for, and what it is answered. */
export type DirectoryOrder =
  | { readonly kind: 'fill'; readonly from: number; readonly to: number }
  | {
      readonly kind: 'resolve' | 'look-up'
      readonly batchCount: number
      readonly claimCount: number
      readonly customerCount: number
      readonly seed: number
    }
export interface DirectoryReply {
  readonly elapsedMs: number
  readonly batchMs: readonly number[]
  readonly identifierCount: number
}

// biome-ignore lint/style/noDefaultExport: workerd takes a Worker as the default export
export default {
  async fetch(request: Request, env: DirectoryEnv): Promise<Response> {
    const order = await request.json<DirectoryOrder>()
    const directory = env.OBJECT.getByName('bench:identity-directory')
    const batchMs: number[] = []
    const batches = order.kind === 'fill' ? [] : claimBatches(order)
    const startedMs = performance.now()
    if (order.kind === 'fill') await directory.fill(order.from, order.to)
    for (const claims of batches) {
      const askedMs = performance.now()
      if (order.kind === 'resolve')
        JSON.parse(await directory.resolve(JSON.stringify(claims), defaultIdentityRules))
      else await directory.lookUpOneByOne(claims)
      batchMs.push(performance.now() - askedMs)
    }
    const elapsedMs = performance.now() - startedMs
    const identifierCount = order.kind === 'fill' ? await directory.identifierCount() : 0
    return Response.json({ elapsedMs, batchMs, identifierCount } satisfies DirectoryReply)
  },
}

/** Events of random customers, three identifiers each; one in fifty is of somebody new. */
function claimBatches(order: Exclude<DirectoryOrder, { kind: 'fill' }>): IdentityClaim[][] {
  const random = seededRandom(order.seed)
  return Array.from({ length: order.batchCount }, (_, batch) =>
    Array.from({ length: order.claimCount }, (_, index) => {
      const isNew = random() < 0.02
      const number = Math.floor(random() * order.customerCount) + (isNew ? order.customerCount : 0)
      const name = String(number).padStart(8, '0')
      const keys: IdentifierKey[] = prefixes.map((prefix) => `${prefix}${name}`)
      return {
        eventKey: `bench:${order.seed}-${batch}-${index}`,
        occurredAt: 1_790_000_000_000,
        keys: keys.reverse(),
      }
    }),
  )
}
