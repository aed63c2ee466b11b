import { execFileSync } from 'node:child_process'
import { copyFileSync, mkdirSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { delimiter, dirname, join } from 'node:path'
import { repositoryRoot } from './repository-root.ts'

const binaries = join(repositoryRoot, 'node_modules/.bin')
const environment = {
  ...process.env,
  // The tools must run on the Node that npm installed here, whatever the machine has.
  PATH: `${binaries}${delimiter}${process.env.PATH ?? ''}`,
  WRANGLER_SEND_METRICS: 'false',
  CLOUDFLARE_CF_FETCH_ENABLED: 'false',
  NO_COLOR: '1',
}

function run(command: string, args: string[], folder = repositoryRoot): void {
  try {
    execFileSync(join(binaries, command), args, { cwd: folder, env: environment, stdio: 'pipe' })
  } catch (error) {
    const { stdout, stderr } = error as { stdout?: Buffer; stderr?: Buffer }
    throw new Error(`${command} ${args.join(' ')} failed\n${stdout ?? ''}${stderr ?? ''}`)
  }
}

/** The documentation page's files, from the swagger-ui-dist package, so that the page loads nothing from outside. */
export function buildDocumentation(): void {
  const folder = join(repositoryRoot, 'build/docs')
  const swagger = dirname(createRequire(import.meta.url).resolve('swagger-ui-dist/package.json'))
  mkdirSync(folder, { recursive: true })
  for (const file of ['swagger-ui.css', 'swagger-ui-bundle.js'])
    copyFileSync(join(swagger, file), join(folder, file))
  writeFileSync(
    join(folder, 'start.js'),
    "SwaggerUIBundle({ url: '/v1/openapi.json', dom_id: '#api', deepLinking: true, validatorUrl: null })\n",
  )
}

/** The API Worker, bundled by wrangler into dist/api. */
export function buildApi(): void {
  buildDocumentation()
  run('wrangler', ['deploy', '--dry-run', '--outdir', 'dist/api'])
}

/** The dashboard: Remix into build/, and its Pages functions, bundled by wrangler, into dist/dashboard. */
export function buildDashboard(): void {
  run('remix', ['vite:build'])
  run(
    'wrangler',
    [
      'pages',
      'functions',
      'build',
      '--outdir',
      '../dist/dashboard',
      '--build-output-directory',
      '../build/client',
    ],
    join(repositoryRoot, 'app'),
  )
}

if (import.meta.main) {
  buildApi()
  buildDashboard()
}
