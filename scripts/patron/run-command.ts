import { seededRandom } from '#shared/kernel/random.ts'
import { isAsExpected, judgeAnswer } from '#shared/simulators/judge-answer.ts'
import { type PlannedDelivery, planDeliveries } from '#shared/simulators/plan-deliveries.ts'
import { topicsOf } from '#shared/simulators/simulator.ts'
import { simulators } from '#shared/simulators/simulators.ts'
import { demoCredentials, demoSecret } from '../provision-demo-tenant.ts'
import { parseCommand, type SendCommand, usage } from './parse-command.ts'

/** What a command may do to the world. */
export interface CommandPorts {
  readonly fetch: typeof fetch
  readonly print: (line: string) => void
  readonly printError: (line: string) => void
  /** The text of a file. Throws when it cannot be read. */
  readonly readFile: (path: string) => string
  readonly nowMs: number
  /** Taken where no seed is given. */
  readonly anySeed: number
}

/** Runs a command line. Returns its exit code: 0, 1 when something went another way than it should, 2 when it is wrong. */
export async function runCommand(args: readonly string[], ports: CommandPorts): Promise<0 | 1 | 2> {
  const parsed = parseCommand(args)
  if (!parsed.ok) {
    ports.printError(parsed.failure.message)
    return 2
  }
  const command = parsed.value
  switch (command.name) {
    case 'help':
      ports.print(usage)
      return 0
    case 'list':
      return listTopics(command.source, ports)
    case 'send':
      return send(command, ports)
  }
}

function listTopics(source: string | undefined, { print, printError }: CommandPorts): 0 | 2 {
  const chosen = [...simulators.values()].filter((each) => source === undefined || each.source === source)
  if (chosen.length === 0) {
    printError(`There is no simulator of ${source}.`)
    return 2
  }
  for (const simulator of chosen) {
    for (const { topic } of topicsOf(simulator)) print(`${simulator.source} ${quoted(topic)}`)
  }
  return 0
}

async function send(command: SendCommand, ports: CommandPorts): Promise<0 | 1 | 2> {
  const simulator = simulators.get(command.source)
  if (simulator === undefined) {
    ports.printError(`There is no simulator of ${command.source}; npx patron list names all.`)
    return 2
  }
  const seed = command.seed ?? ports.anySeed
  const random = seededRandom(seed)
  let secrets: string[]
  try {
    secrets = secretsOf(command, ports)
  } catch (error) {
    ports.printError(String(error))
    return 2
  }
  let strayCount = 0
  let sentCount = 0
  for (let run = 0; run < command.count; run += 1) {
    const planned = await planDeliveries(simulator, {
      topic: command.topic,
      variant: command.variant,
      baseUrl: command.publicUrl,
      connectionId: command.connection,
      secrets,
      nowMs: ports.nowMs,
      happenedAtMs: command.atMs ?? ports.nowMs,
      random,
    })
    if (!planned.ok) {
      ports.printError(`${planned.failure.message}.`)
      return 2
    }
    for (const delivery of planned.value) {
      const line = await deliver(delivery, command.url, ports)
      ports.print(line.text)
      sentCount += 1
      if (!line.isAsExpected) strayCount += 1
    }
  }
  const went = strayCount === 0 ? 'all as it should' : `${strayCount} not as it should`
  ports.print(`${sentCount} sent with seed ${seed}: ${went}`)
  return strayCount === 0 ? 0 : 1
}

/** The secrets that are given, else what the demo's connections are made with. */
function secretsOf(command: SendCommand, { readFile }: CommandPorts): string[] {
  const published = command.source === 'tracking' ? demoCredentials.writeKey : demoSecret(command.source)
  const secret = command.secret ?? (command.keyFile === undefined ? published : readFile(command.keyFile))
  return command.oldSecret === undefined ? [secret] : [secret, command.oldSecret]
}

async function deliver(
  { topic, url, headers, body, expected }: PlannedDelivery,
  baseUrl: string,
  { fetch: call }: CommandPorts,
): Promise<{ text: string; isAsExpected: boolean }> {
  const { pathname, search } = new URL(url)
  try {
    const answer = await call(new URL(pathname + search, baseUrl), { method: 'POST', headers, body })
    const said = await answer.text()
    const verdict = judgeAnswer(answer.status, said)
    const isRight = isAsExpected(expected, verdict)
    const expectation = isRight ? '' : ` (should be ${expected}) ${said.slice(0, 300)}`
    return { text: `${topic}  ${answer.status} ${verdict}${expectation}`, isAsExpected: isRight }
  } catch (error) {
    const cause = error instanceof Error && error.cause !== undefined ? error.cause : error
    return { text: `${topic}  not sent: ${String(cause)}`, isAsExpected: false }
  }
}

/** A topic as it has to be typed. */
function quoted(topic: string): string {
  return topic.includes(' ') ? `'${topic}'` : topic
}
