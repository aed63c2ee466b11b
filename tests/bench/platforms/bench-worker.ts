import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { convertV4MiniflareOptions, Log, LogLevel, Miniflare } from 'miniflare'
import { build } from 'vite'
import { repositoryRoot } from '#scripts/repository-root.ts'
import { runningWorkerd } from '../figures/process-usage.ts'
import { type MeasuredWorkerd, newWorkerd } from './measured-platform.ts'

/** A small Worker of the benchmarks' own, run exactly as the platform runs Patron. */
export interface BenchWorker extends MeasuredWorkerd {
  readonly url: string
  remove(): Promise<void>
}

const host = '127.0.0.1'

/** Starts tests/bench/workers/<name>.ts with one Durable Object class (binding OBJECT) and a D1 database (DB). */
export async function startBenchWorker(name: string, objectClass: string): Promise<BenchWorker> {
  const contents = await bundle(join(repositoryRoot, 'tests/bench/workers', `${name}.ts`))
  const stateFolder = mkdtempSync(join(tmpdir(), 'patron-bench-'))
  const before = runningWorkerd()
  const miniflare = new Miniflare(
    convertV4MiniflareOptions({
      host,
      port: 0,
      cf: false,
      log: new Log(LogLevel.WARN),
      resourcePersistencePath: stateFolder,
      unsafeObservability: false,
      unsafeLocalExplorer: false,
      telemetry: { enabled: false },
      ...(process.env.INSPECT ? { inspectorPort: Number(process.env.INSPECT) } : {}),
      workers: [
        {
          name,
          modules: [{ type: 'ESModule', path: `${name}.js`, contents }],
          modulesRoot: '.',
          compatibilityDate: '2026-10-01',
          durableObjects: { OBJECT: { className: objectClass, useSQLite: true } },
          d1Databases: { DB: 'bench' },
          unsafeDirectSockets: [{ host, port: 0 }],
        },
      ],
    }),
  )
  await miniflare.ready
  const url = await miniflare.unsafeGetDirectURL(name)
  return {
    url: url.origin,
    ...newWorkerd(before),
    remove: async () => {
      await miniflare.dispose()
      rmSync(stateFolder, { recursive: true, force: true })
    },
  }
}

async function bundle(entry: string): Promise<string> {
  const built = await build({
    configFile: false,
    root: repositoryRoot,
    logLevel: 'error',
    ssr: { noExternal: true, target: 'webworker' },
    build: { ssr: entry, write: false, target: 'es2022', rollupOptions: { external: [/^cloudflare:/] } },
  })
  const chunk = 'output' in built ? built.output[0] : undefined
  if (chunk === undefined) throw new Error(`${entry} did not become one file`)
  return chunk.code
}
