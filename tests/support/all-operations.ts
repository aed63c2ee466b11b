import type { Permission } from '#shared/access/permissions.ts'
import type { OpenCredential } from '#workers/http/operation.ts'

/** One operation as the running API documents it. */
export interface DocumentedOperation {
  readonly operationId: string
  readonly method: string
  /** With the names of its parameters in braces. */
  readonly path: string
  readonly permission: Permission | undefined
  readonly credential: OpenCredential | undefined
  readonly takesJson: boolean
}

interface OpenApiOperation {
  readonly operationId: string
  readonly 'x-permission'?: Permission
  readonly 'x-credential'?: OpenCredential
  readonly requestBody?: { readonly content: Record<string, unknown> }
}

/** Everything the API of a running platform says it can do. */
export async function allOperations(apiUrl: string): Promise<DocumentedOperation[]> {
  const response = await fetch(`${apiUrl}/v1/openapi.json`)
  const { paths } = (await response.json()) as { paths: Record<string, Record<string, OpenApiOperation>> }
  return Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({
      operationId: operation.operationId,
      method: method.toUpperCase(),
      path,
      permission: operation['x-permission'],
      credential: operation['x-credential'],
      takesJson: operation.requestBody?.content['application/json'] !== undefined,
    })),
  )
}

/** The address of an operation with a value for each parameter; `value` is asked for those that are not given. */
export function addressOf(
  { path }: Pick<DocumentedOperation, 'path'>,
  value: (name: string) => string,
): string {
  return path.replaceAll(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(value(name)))
}

/** Runs work for each item, `width` at a time, and gives the results in order. */
export async function eachOf<Item, Outcome>(
  items: readonly Item[],
  width: number,
  work: (item: Item) => Promise<Outcome>,
): Promise<Outcome[]> {
  const outcomes: Outcome[] = new Array(items.length)
  const places = items.entries()
  const worker = async () => {
    for (const [place, item] of places) outcomes[place] = await work(item)
  }
  await Promise.all(Array.from({ length: width }, worker))
  return outcomes
}
