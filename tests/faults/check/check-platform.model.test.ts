import { execFile } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { beforeAll, describe, expect, it } from 'vitest'
import { deliberateFaults } from '../deliberate/deliberate-faults.ts'

/** Of two dozen seeds tried, the one from which the fewest histories find each fault. */
const firstSeed = 20261142
/** Histories without a fault, and at most with one, until it is found. */
const soundCount = 3
const faultyCount = 30
const script = fileURLToPath(new URL('../deliberate/run-with-faults.ts', import.meta.url))

/** What the checker finds in up to `seedCount` histories with each of these faults, in a process of their own. */
async function findingsOf(faults: readonly string[], seedCount: number): Promise<Record<string, string[]>> {
  const args = ['--first-seed', String(firstSeed), '--seeds', String(seedCount)]
  const { stdout } = await promisify(execFile)(
    process.execPath,
    [
      '--disable-warning=ExperimentalWarning',
      script,
      ...args,
      ...faults.flatMap((name) => ['--fault', name]),
    ],
    { maxBuffer: 100_000_000 },
  )
  return JSON.parse(stdout)
}

describe('checkPlatform', () => {
  let findings: Record<string, string[]>

  beforeAll(async () => {
    const names = deliberateFaults.map(({ name }) => name)
    const half = Math.ceil(names.length / 2)
    const found = [
      findingsOf([''], soundCount),
      findingsOf(names.slice(0, half), faultyCount),
      findingsOf(names.slice(half), faultyCount),
    ]
    findings = Object.assign({}, ...(await Promise.all(found)))
  }, 400_000)

  it(`finds nothing where nothing is wrong, whatever fails, crashes, repeats or overtakes (${soundCount} seeds from ${firstSeed})`, () => {
    expect(findings['']).toEqual([])
  })

  it.each(deliberateFaults)('finds out when $name', ({ name }) => {
    // Words of the harness, that it waited in vain, are not the checker's.
    const found = findings[name]?.filter((words) => !words.startsWith('Error:')) ?? []
    expect(found).not.toEqual([])
  })
})
