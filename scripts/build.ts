import { copyFileSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { escapeWideCharacters } from './escape-wide-characters.ts'
import { repositoryRoot } from './repository-root.ts'
import { runQuietly } from './run-tool.ts'

/** The documentation page's files, from the swagger-ui-dist package, so that the page loads nothing from outside. */
export function buildDocumentation(): void {
  const folder = join(repositoryRoot, 'dist/docs')
  const swagger = dirname(createRequire(import.meta.url).resolve('swagger-ui-dist/package.json'))
  mkdirSync(folder, { recursive: true })
  for (const file of ['swagger-ui.css', 'swagger-ui-bundle.js'])
    copyFileSync(join(swagger, file), join(folder, file))
  writeFileSync(
    join(folder, 'start.js'),
    "SwaggerUIBundle({ url: '/v1/openapi.json', dom_id: '#api', deepLinking: true, validatorUrl: null })\n",
  )
}

/** The script for shops' pages: `GET /patron.js` serves it. */
export function buildBrowserScript(): void {
  runQuietly('vite', ['build', '--config', 'app/browser-script/vite.config.ts'])
}

/** The API Worker, bundled by wrangler into dist/api. */
export function buildApi(): void {
  buildDocumentation()
  buildBrowserScript()
  runQuietly('wrangler', ['deploy', '--dry-run', '--outdir', 'dist/api'])
  writeNarrow('dist/api/main.js')
}

/** The dashboard: Remix into build/, and its Pages functions, bundled by wrangler, into dist/dashboard. */
export function buildDashboard(): void {
  runQuietly('remix', ['vite:build'])
  runQuietly(
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
  writeNarrow('dist/dashboard/index.js')
}

function writeNarrow(bundle: string): void {
  const file = join(repositoryRoot, bundle)
  writeFileSync(file, escapeWideCharacters(readFileSync(file, 'utf8')))
}

if (import.meta.main) {
  buildApi()
  buildDashboard()
}
