import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { buildDocumentation } from '#scripts/build.ts'
import { repositoryRoot } from '#scripts/repository-root.ts'
import { runQuietly } from '#scripts/run-tool.ts'

/** Bundles the product's Worker with the faulty world around it, as it is bundled for deployment. */
export function buildFaultyWorker(folder: string): void {
  if (!existsSync(join(repositoryRoot, 'dist/docs'))) buildDocumentation()
  runQuietly('wrangler', ['deploy', 'tests/faults/worker/main.ts', '--dry-run', '--outdir', folder])
}
