import { type ChildProcess, spawn } from 'node:child_process'
import { randomInt } from 'node:crypto'
import { once } from 'node:events'
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { repositoryRoot } from '#scripts/repository-root.ts'
import type { CustomerList } from '#shared/contracts/customers.ts'
import type { Overview } from '#shared/contracts/overview.ts'
import { patronCalls } from '#tests/support/test-platform.ts'

let stateFolder: string
let running: Started | undefined

beforeEach(() => {
  stateFolder = mkdtempSync(join(tmpdir(), 'patron-start-'))
})
afterEach(async () => {
  if (running !== undefined && isAlive(running.child.pid)) await end(running, 'SIGINT')
  running = undefined
  rmSync(stateFolder, { recursive: true, force: true })
})

interface Started {
  readonly child: ChildProcess
  readonly output: string
  readonly apiUrl: string
  readonly dashboardUrl: string
  /** The workerd processes it noted. */
  readonly workerds: readonly number[]
}

async function freePort(from: number, to: number): Promise<number> {
  const server = createServer()
  for (;;) {
    const port = randomInt(from, to)
    const isFree = await new Promise((resolve) => {
      server.once('error', () => resolve(false))
      server.listen(port, '127.0.0.1', () => resolve(true))
    })
    if (!isFree) continue
    server.close()
    await once(server, 'close')
    return port
  }
}

/** Below those that the system gives to whoever asks for any: they have to be free for as long as a test takes. */
async function freePorts(): Promise<string[]> {
  const [apiPort, dashboardPort] = [await freePort(11_000, 21_000), await freePort(21_000, 32_000)]
  return ['--api-port', String(apiPort), '--dashboard-port', String(dashboardPort)]
}

/** What `npm start` runs, until it says that Patron is running. */
async function start(...options: string[]): Promise<Started> {
  const child = spawn(
    process.execPath,
    [
      '--disable-warning=ExperimentalWarning',
      'scripts/start.ts',
      '--skip-build',
      '--state',
      stateFolder,
      ...options,
    ],
    { cwd: repositoryRoot, stdio: ['ignore', 'pipe', 'pipe'] },
  )
  let output = ''
  let errors = ''
  child.stdout.on('data', (chunk) => {
    output += chunk
  })
  child.stderr.on('data', (chunk) => {
    errors += chunk
  })
  while (!output.includes('Stop with Ctrl-C')) {
    if (child.exitCode !== null) throw new Error(`it ended at once: ${output}${errors}`)
    await sleep(50)
  }
  const urlAfter = (word: string) => new RegExp(`${word} +(http://\\S+)`).exec(output)?.[1] ?? ''
  running = {
    child,
    output,
    apiUrl: urlAfter('API'),
    dashboardUrl: urlAfter('Dashboard'),
    workerds: readFileSync(join(stateFolder, 'workerd.pid'), 'utf8').split('\n').map(Number),
  }
  return running
}

async function end({ child }: Started, signal: NodeJS.Signals): Promise<number | null> {
  const exit = once(child, 'exit')
  child.kill(signal)
  const [code] = await exit
  return code
}

function isAlive(pid: number | undefined): boolean {
  if (pid === undefined) return false
  try {
    process.kill(pid, 0)
    return true
  } catch {
    return false
  }
}

async function endsSoon(pid: number): Promise<boolean> {
  for (let attempt = 0; attempt < 400; attempt += 1) {
    if (!isAlive(pid)) return true
    await sleep(50)
  }
  return false
}

it('serves both addresses empty, stops on Ctrl-C leaving nothing running, and has its data when it is started again', async () => {
  const ports = await freePorts()
  const first = await start('--empty', ...ports)
  expect(first.apiUrl).toBe(`http://127.0.0.1:${ports[1]}`)
  expect(first.dashboardUrl).toBe(`http://127.0.0.1:${ports[3]}`)
  expect((await fetch(`${first.apiUrl}/readyz`)).status).toBe(200)
  expect((await fetch(`${first.dashboardUrl}/login`)).status).toBe(200)
  // The dashboard hands /v1 on, so that browser and API share an origin.
  expect((await patronCalls(first.dashboardUrl).api('/v1/overview')).status).toBe(200)
  const calls = patronCalls(first.apiUrl)
  expect((await calls.get<CustomerList>('/v1/customers')).total).toBe(0)
  await calls.track('identify', { userId: 'kept', traits: { email: 'kept@example.com' } })
  await calls.settled()

  expect(first.workerds.length).toBeGreaterThan(0)
  // 130 is what a shell expects of a program that ended by Ctrl-C.
  expect([0, 130]).toContain(await end(first, 'SIGINT'))
  for (const pid of first.workerds) expect(await endsSoon(pid)).toBe(true)

  const second = await start('--empty', ...ports)
  const { customers } = await patronCalls(second.apiUrl).get<CustomerList>('/v1/customers')
  expect(customers.map(({ email }) => email)).toEqual(['kept@example.com'])
}, 400_000)

it('fills itself with a demo shop, survives kill -9, and does not fill itself again', async () => {
  const ports = await freePorts()
  const first = await start('--people', '25', ...ports)
  const before = await patronCalls(first.apiUrl).get<Overview>('/v1/overview')
  expect(before.customerCount).toBeGreaterThan(15)
  expect(before.allTime.orderCount).toBeGreaterThan(40)

  await end(first, 'SIGKILL')
  const second = await start('--people', '25', ...ports)
  for (const pid of first.workerds) expect(await endsSoon(pid)).toBe(true)
  const { allTime, customerCount } = await patronCalls(second.apiUrl).get<Overview>('/v1/overview')
  expect({ allTime, customerCount }).toEqual({ allTime: before.allTime, customerCount: before.customerCount })
  expect(second.output).not.toContain('Demo shop from seed')
  expect(existsSync(join(stateFolder, 'workerd.pid'))).toBe(true)
}, 400_000)
