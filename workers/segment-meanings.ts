import { drizzle } from 'drizzle-orm/d1'
import { listChampions } from '#shared/database/model-versions.ts'
import { readSegments } from '#shared/predictions/segments/find-segments.ts'
import { segmentTitle } from '#shared/predictions/segments/segment-title.ts'
import type { Env } from './env.ts'
import { readModelArtifact } from './model-artifacts.ts'

/** What the segments that the model in use has found are like, by name. */
export async function readSegmentMeanings(
  env: Pick<Env, 'DB' | 'ARCHIVE'>,
  tenantId: string,
): Promise<Map<string, string>> {
  const champions = await listChampions(drizzle(env.DB), tenantId)
  const champion = champions.find(({ kind }) => kind === 'segments')
  if (champion === undefined) return new Map()
  const { artifact } = await readModelArtifact(env, champion.artifactKey)
  const found = readSegments(artifact)
  return found.ok
    ? new Map(found.value.segments.map(({ id, words }) => [segmentTitle(id), words]))
    : new Map()
}
