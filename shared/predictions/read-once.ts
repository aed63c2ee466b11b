import type { JsonObject } from '../kernel/json.ts'

/** Reads an artifact the first time it is asked for, as long as the artifact itself is kept: it never changes. */
export function readOnce<Model>(read: (artifact: JsonObject) => Model): (artifact: JsonObject) => Model {
  const known = new WeakMap<JsonObject, { readonly model: Model }>()
  return (artifact) => {
    const found = known.get(artifact) ?? { model: read(artifact) }
    known.set(artifact, found)
    return found.model
  }
}
