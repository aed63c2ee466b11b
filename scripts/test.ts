import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { setPriority } from 'node:os'
import { text } from 'node:stream/consumers'
import { toolPath } from './run-tool.ts'

/** Low enough to give way to platforms and browsers, and not so low that a test comes to its time limit meanwhile. */
const behind = 5
/** Room for the counts that vitest closes with. */
const lastLines = 6

/**
 * `npm test`: platforms and browsers often wait for a timer or the disk. Meanwhile the tests that only compute, types and
 * lint go on, so that no core is idle. Whichever of them fails says so at once and again at the end; of what is in order
 * only the last lines are shown, so that a failure is never far up. Arguments go to vitest, which then runs all tests that
 * they name.
 */
const names = process.argv.slice(2)
const isWhole = names.length === 0
const vitest = toolPath('vitest')
const tests = exitCode(
  spawn(vitest, ['run', ...(isWhole ? ['--project=platform'] : names)], { stdio: 'inherit' }),
)
// Whoever is started from here on is behind as well.
setPriority(behind)
const beside = [keptOutput('npm run check')]
if (isWhole) beside.push(keptOutput(`"${vitest}" run --project=pure`))
const codes = [await tests]
if (isWhole) console.log(`\nTests of platforms: ${verdictOf(codes[0])}`)
for (const each of beside) {
  const { code, output } = await each
  codes.push(code)
  console.log(output)
}
process.exitCode = codes.every((code) => code === 0) ? 0 : 1

/** Runs a command and keeps what it says. */
async function keptOutput(command: string): Promise<{ code: number; output: string }> {
  const child = spawn(`${command} 2>&1`, { shell: true, stdio: ['ignore', 'pipe', 'inherit'] })
  const [code, said] = await Promise.all([exitCode(child), text(child.stdout)])
  const shown = code === 0 ? said.trimEnd().split('\n').slice(-lastLines).join('\n') : said
  const output = `\n${command}: ${verdictOf(code)}\n${shown}`
  if (code !== 0) console.error(output)
  return { code, output }
}

function verdictOf(code: number | undefined): string {
  return code === 0 ? 'in order' : 'NOT in order'
}

/** NaN when a signal ended it. */
async function exitCode(child: ChildProcess): Promise<number> {
  const [code] = await once(child, 'exit')
  return code ?? Number.NaN
}
