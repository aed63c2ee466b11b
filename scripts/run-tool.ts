import { execFileSync } from 'node:child_process'
import { delimiter, join } from 'node:path'
import { repositoryRoot } from './repository-root.ts'

const binaries = join(repositoryRoot, 'node_modules/.bin')

/** Where npm put the command of a package that is installed here. */
export function toolPath(command: string): string {
  return join(binaries, command)
}

/** The environment in which this repository's tools run. */
export const toolEnvironment = {
  ...process.env,
  // The tools must run on the Node that npm installed here, whatever the machine has.
  PATH: `${binaries}${delimiter}${process.env.PATH ?? ''}`,
  // What is built is what is deployed, also when a test runner builds it.
  NODE_ENV: 'production',
  WRANGLER_SEND_METRICS: 'false',
  CLOUDFLARE_CF_FETCH_ENABLED: 'false',
}

/** Runs a tool and keeps what it says to itself. Throws with all of it when it fails. */
export function runQuietly(command: string, args: readonly string[], folder = repositoryRoot): void {
  try {
    const env = { ...toolEnvironment, NO_COLOR: '1' }
    execFileSync(toolPath(command), args, { cwd: folder, env, stdio: 'pipe' })
  } catch (error) {
    const { stdout, stderr } = error as { stdout?: Buffer; stderr?: Buffer }
    throw new Error(`${command} ${args.join(' ')} failed\n${stdout ?? ''}${stderr ?? ''}`)
  }
}

/** Runs a tool that talks with whoever started this. Throws when it fails. */
export function runAloud(command: string, args: readonly string[], folder = repositoryRoot): void {
  console.log(`\n> ${command} ${args.join(' ')}`)
  execFileSync(toolPath(command), args, { cwd: folder, env: toolEnvironment, stdio: 'inherit' })
}
