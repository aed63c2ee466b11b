import type { ModelArtifact } from '#queues/jobs/train-model/training-ports.ts'
import type { ModelKind } from '#shared/predictions/prediction-kinds.ts'
import type { Env } from './env.ts'
import { listObjects } from './list-objects.ts'

/** As text; read, a model takes about three times as much. What its explanations keep beside it has a bound of its own. */
const maxKeptCharacters = 8_000_000

/** Artifacts that were read lately, the latest last. An artifact never changes. */
const kept = new Map<string, { readonly artifact: ModelArtifact; readonly characterCount: number }>()

/** The folder of the models that a tenant has had. */
export function modelsFolder(tenantId: string): string {
  return `models/${tenantId}/`
}

function jobFolder(tenantId: string, kind: ModelKind, jobId: string): string {
  return `${modelsFolder(tenantId)}${kind}/${jobId}/`
}

/** A model by the key its row in the registry has. It stays in the Worker's memory while there is room. */
export async function readModelArtifact(env: Pick<Env, 'ARCHIVE'>, key: string): Promise<ModelArtifact> {
  const known = kept.get(key)
  if (known !== undefined) {
    kept.delete(key)
    kept.set(key, known)
    return known.artifact
  }
  const object = await env.ARCHIVE.get(key)
  if (object === null) throw new Error(`the model ${key} is missing`)
  const text = await object.text()
  const artifact: ModelArtifact = JSON.parse(text)
  kept.set(key, { artifact, characterCount: text.length })
  let total = [...kept.values()].reduce((sum, { characterCount }) => sum + characterCount, 0)
  for (const [oldest, { characterCount }] of kept) {
    if (total <= maxKeptCharacters || oldest === key) break
    kept.delete(oldest)
    total -= characterCount
  }
  return artifact
}

/** What is kept in bytes beside the model of that key; null where there is nothing. Not kept in memory: whoever asks, reads. */
export async function readModelBytes(env: Pick<Env, 'ARCHIVE'>, key: string): Promise<ArrayBuffer | null> {
  const object = await env.ARCHIVE.get(bytesKeyOf(key))
  return object === null ? null : object.arrayBuffer()
}

function bytesKeyOf(artifactKey: string): string {
  return artifactKey.replace(/\.json$/, '.bytes')
}

/**
 * Writes what a job has trained into a folder of its own, under a name that no other attempt has, `bytes` first. Returns the
 * key.
 */
export async function writeModelArtifact(
  env: Pick<Env, 'ARCHIVE'>,
  name: { readonly tenantId: string; readonly kind: ModelKind; readonly jobId: string },
  content: ModelArtifact,
  bytes?: ArrayBuffer,
): Promise<string> {
  const key = `${jobFolder(name.tenantId, name.kind, name.jobId)}${crypto.randomUUID()}.json`
  if (bytes !== undefined) await env.ARCHIVE.put(bytesKeyOf(key), bytes)
  await env.ARCHIVE.put(key, JSON.stringify(content))
  return key
}

/** Deletes models with what is kept beside them, by their keys. */
export async function deleteModelArtifacts(
  env: Pick<Env, 'ARCHIVE'>,
  keys: readonly string[],
): Promise<void> {
  const all = keys.flatMap((key) => [key, bytesKeyOf(key)])
  if (all.length > 0) await env.ARCHIVE.delete(all)
}

/** Deletes what attempts of a job wrote that did not get into the registry. */
export async function removeUnregistered(
  env: Pick<Env, 'ARCHIVE'>,
  name: { readonly tenantId: string; readonly kind: ModelKind; readonly jobId: string },
  registeredKey: string | undefined,
): Promise<void> {
  const keys = await listObjects(env.ARCHIVE, jobFolder(name.tenantId, name.kind, name.jobId))
  const registered = registeredKey === undefined ? [] : [registeredKey, bytesKeyOf(registeredKey)]
  const unregistered = keys.filter((key) => !registered.includes(key))
  if (unregistered.length > 0) await env.ARCHIVE.delete(unregistered)
}
