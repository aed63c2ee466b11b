import type * as z from 'zod'
import type { Permission } from '#shared/access/permissions.ts'

/** What a caller of an operation without a permission shows instead, if anything. */
export type OpenCredential =
  | 'none'
  | 'write-key'
  | 'signature'
  | 'password'
  | 'refresh-token'
  | 'link'
  | 'operator-key'

/** One operation as the API's own documentation has it. */
export interface Operation {
  readonly operationId: string
  /** In capitals. */
  readonly method: string
  /** As documented: `/v1/customers/{customerId}`. */
  readonly path: string
  /** Other addresses of the same operation. */
  readonly alsoAt: readonly string[]
  readonly permission: Permission | undefined
  readonly credential: OpenCredential | undefined
  readonly credentialReason: string | undefined
  /** The schemas of its answers in JSON, by status. */
  readonly answers: ReadonlyMap<number, z.ZodType>
  /** The fields its query may have; undefined when any. */
  readonly queryFields: ReadonlySet<string> | undefined
  readonly takesJson: boolean
  /** The fields its JSON body may have; undefined when any. */
  readonly bodyFields: ReadonlySet<string> | undefined
}
