import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { patronCalls } from './test-platform.ts'

const script = fileURLToPath(new URL('run-platform.ts', import.meta.url))

/** Patron in a process group of its own, which can be killed at any moment and started again on the same state. */
export interface KillablePlatform extends ReturnType<typeof patronCalls> {
  readonly apiUrl: string
  /** `kill -9`: of node and workerd together, or of node alone, so that its workerd is left over. */
  kill(what: 'group' | 'node'): Promise<void>
}

/** Starts Patron on a state folder with four customer cells, and answers once it serves. */
export async function startKillablePlatform(stateFolder: string): Promise<KillablePlatform> {
  const child = spawn(
    process.execPath,
    ['--disable-warning=ExperimentalWarning', script, '--state', stateFolder],
    { detached: true, stdio: ['ignore', 'pipe', 'inherit'] },
  )
  const pid = child.pid ?? 0
  const apiUrl = await printedUrl(child)
  return {
    apiUrl,
    ...patronCalls(apiUrl),
    kill: async (what) => {
      const ended = once(child, 'exit')
      process.kill(what === 'group' ? -pid : pid, 'SIGKILL')
      await ended
    },
  }
}

/** The address the process prints once it serves; wrangler may print notes of its own before. */
async function printedUrl(child: ChildProcess): Promise<string> {
  if (child.stdout === null) throw new Error('the platform has no output')
  for await (const line of createInterface({ input: child.stdout }))
    if (line.startsWith('http://')) return line
  throw new Error('the platform ended before it served')
}
