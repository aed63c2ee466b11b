import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { convertV4MiniflareOptions, Log, LogLevel, Miniflare } from 'miniflare'
import { unstable_getMiniflareWorkerOptions } from 'wrangler'
import { applyMigrations } from './apply-migrations.ts'
import { localVars } from './local-vars.ts'
import { repositoryRoot } from './repository-root.ts'

export interface PlatformOptions {
  /** Where databases, objects and files are kept; the same folder is the same platform again. */
  readonly stateFolder: string
  /** 0 for any free port. */
  readonly apiPort: number
  /** Undefined to start without the dashboard. */
  readonly dashboardPort: number | undefined
  /** Values that replace those of wrangler.toml. */
  readonly vars?: Readonly<Record<string, string>>
  /** False: what is accepted stays in the log unprocessed, as if the queues stood still. */
  readonly isProcessing?: boolean
  /** True: the state is known to have been brought up to date by this build. */
  readonly isUpToDate?: boolean
  /** Where the bundle of the API Worker is, from the root: `dist/api` unless said. */
  readonly apiFolder?: string
  /** Where the inspector of the Workers listens; none unless said. */
  readonly inspectorPort?: number
  /** Workers that run beside Patron's. */
  readonly workersBeside?: readonly WorkerOptions[]
}

/** Patron, running in this process's workerd. */
export interface Platform {
  readonly apiUrl: string
  readonly dashboardUrl: string | undefined
  readonly miniflare: Miniflare
  database(): Promise<D1Database>
  /** What Cloudflare does every minute. */
  runSchedule(): Promise<void>
  stop(): Promise<void>
}

const host = '127.0.0.1'
const apiWorker = 'patron-api'
const documentationWorker = 'patron-documentation'

/**
 * Starts the built Workers (see build.ts) with the same wrangler.toml files that deploy them, brings D1 up to date and
 * answers when everything serves. Needs no account and no network.
 */
export async function startPlatform(options: PlatformOptions): Promise<Platform> {
  collectGarbageEarly()
  const { dashboardPort, isProcessing = true, isUpToDate = false, apiFolder = 'dist/api' } = options
  const dashboardUrl = `http://${host}:${dashboardPort || 8788}`
  const vars = { DASHBOARD_BASE_URL: dashboardUrl, ...options.vars }
  const workers = [
    ...(dashboardPort === undefined ? [] : [dashboardOptions(vars)]),
    { ...apiOptions(options.apiPort, vars, apiFolder), ...(isProcessing ? {} : { queueConsumers: {} }) },
    documentationOptions(),
    ...(options.workersBeside ?? []),
  ]
  const miniflare = new Miniflare(
    convertV4MiniflareOptions({
      host,
      port: dashboardPort ?? 0,
      cf: false,
      log: new Log(LogLevel.WARN),
      resourcePersistencePath: options.stateFolder,
      unsafeObservability: false,
      unsafeLocalExplorer: false,
      telemetry: { enabled: false },
      ...(options.inspectorPort !== undefined && { inspectorPort: options.inspectorPort }),
      workers,
    }),
  )
  const mainUrl = await miniflare.ready
  const apiUrl = await miniflare.unsafeGetDirectURL(apiWorker)
  const database = async () => miniflare.getD1Database('DB', apiWorker) as Promise<D1Database>
  if (!isUpToDate) await applyMigrations(await database(), join(repositoryRoot, 'migrations'))
  return {
    apiUrl: apiUrl.origin,
    dashboardUrl: dashboardPort === undefined ? undefined : mainUrl.origin,
    miniflare,
    database,
    runSchedule: async () => {
      const worker = await miniflare.getWorker(apiWorker)
      await worker.scheduled({ cron: '* * * * *' })
    },
    stop: () => miniflare.dispose(),
  }
}

/**
 * Has the engine collect garbage about as early as it must on Cloudflare, where a Worker has 128 MB: with the memory of a whole machine before
 * it, each of some twenty isolates would let its heap grow to several times of what it holds. Flags that the environment names are kept.
 */
function collectGarbageEarly(): void {
  process.env.MINIFLARE_WORKERD_V8_FLAGS ??=
    '--max-semi-space-size=2 --initial-old-space-size=16 --heap-growing-percent=20'
}

/** A Worker as miniflare takes it. */
export type WorkerOptions = Extract<
  Parameters<typeof convertV4MiniflareOptions>[0],
  { workers: unknown }
>['workers'][number]

/** A Worker as its wrangler.toml describes it. */
function configured(file: string): { bindings?: Record<string, unknown>; [option: string]: unknown } {
  return unstable_getMiniflareWorkerOptions(join(repositoryRoot, file)).workerOptions as Record<
    string,
    unknown
  >
}

function apiOptions(port: number, vars: Readonly<Record<string, string>>, apiFolder: string): WorkerOptions {
  // Miniflare puts two more Workers before one that has assets, so here the assets are a Worker of their own.
  const { assets, ...workerOptions } = configured('wrangler.toml')
  return {
    ...workerOptions,
    ...bundle(resolve(repositoryRoot, apiFolder)),
    name: apiWorker,
    bindings: { ...workerOptions.bindings, ...localVars, ...vars },
    serviceBindings: { ASSETS: documentationWorker },
    unsafeDirectSockets: [{ host, port }],
  } as WorkerOptions
}

/** The files of the API's documentation page, served as the assets of its wrangler.toml. */
function documentationOptions(): WorkerOptions {
  const { assets, compatibilityDate } = configured('wrangler.toml')
  return {
    name: documentationWorker,
    compatibilityDate,
    modules: true,
    script: 'export default { fetch: () => new Response(null, { status: 404 }) }',
    assets: { directory: (assets as { directory: string }).directory },
  } as WorkerOptions
}

/** The dashboard as its wrangler.toml describes it, bound to the API Worker beside it. */
export function dashboardOptions(vars: Readonly<Record<string, string>>): WorkerOptions {
  const workerOptions = configured('app/wrangler.toml')
  return {
    ...workerOptions,
    ...bundle(join(repositoryRoot, 'dist/dashboard')),
    name: 'patron-dashboard',
    bindings: { ...workerOptions.bindings, ...localVars, ...vars },
    assets: {
      directory: join(repositoryRoot, 'build/client'),
      binding: 'ASSETS',
      routerConfig: { has_user_worker: true },
    },
  } as WorkerOptions
}

/** The modules of a bundled Worker; the entry first. */
function bundle(folder: string): {
  modules: { type: 'ESModule'; path: string; contents: string }[]
  modulesRoot: string
} {
  if (!existsSync(folder)) throw new Error(`${folder} is missing: run \`npm run build\` first`)
  const files = readdirSync(folder).filter((file) => file.endsWith('.js'))
  const entry = files.find((file) => file === 'main.js' || file === 'index.js') ?? files[0]
  if (entry === undefined) throw new Error(`${folder} holds no Worker`)
  const modules = [entry, ...files.filter((file) => file !== entry)].map((file) => ({
    type: 'ESModule' as const,
    path: join(folder, file),
    contents: readFileSync(join(folder, file), 'utf8'),
  }))
  return { modules, modulesRoot: folder }
}
