import type { Env } from './env.ts'
import { readModelBytes } from './model-artifacts.ts'

/** In memory a model takes about twice its bytes; a Worker has 128 MB for everything. */
const maxKeptBytes = 24_000_000

/** Models that were asked lately, by the key of their artifact, the latest last. What is kept of one never changes. */
const kept = new Map<string, { readonly model: unknown; readonly byteCount: number }>()

/**
 * A model that is kept in bytes, read by `make` once and then held in memory while there is room. Null where there are no
 * bytes: versions of the time when models were JSON alone have none, and the next training makes some.
 */
export async function keptModel<Model>(
  env: Pick<Env, 'ARCHIVE'>,
  artifactKey: string,
  make: (bytes: ArrayBuffer) => Model,
): Promise<Model | null> {
  const known = kept.get(artifactKey)
  if (known !== undefined) {
    kept.delete(artifactKey)
    kept.set(artifactKey, known)
    // A key belongs to one kind of model, which is always read the same way.
    return known.model as Model
  }
  const bytes = await readModelBytes(env, artifactKey)
  if (bytes === null) return null
  makeRoom(bytes.byteLength)
  const model = make(bytes)
  kept.set(artifactKey, { model, byteCount: bytes.byteLength })
  return model
}

/** Before the next one is made, so that they are not in memory together. */
function makeRoom(byteCount: number): void {
  let total = [...kept.values()].reduce((sum, each) => sum + each.byteCount, byteCount)
  for (const [oldest, each] of kept) {
    if (total <= maxKeptBytes) break
    kept.delete(oldest)
    total -= each.byteCount
  }
}
