/** How long a function of an isolate ran or waited within a call to the outside. */
export interface FunctionTime {
  readonly isolate: string
  readonly name: string
  readonly place: string
  /** Without those it called. */
  readonly selfMs: number
  /** With those it called. */
  readonly totalMs: number
}

export interface RunningProfile {
  /** Ends it; the functions that took most, of all isolates, the largest first. */
  stop(): Promise<FunctionTime[]>
}

interface ProfileNode {
  readonly id: number
  readonly callFrame: { readonly functionName: string; readonly url: string; readonly lineNumber: number }
  readonly children?: readonly number[]
}
interface Profile {
  readonly nodes: readonly ProfileNode[]
  readonly samples?: readonly number[]
  readonly timeDeltas?: readonly number[]
}

const sampleEveryUs = 2_000
const usPerMs = 1_000

/**
 * Watches where those isolates of a workerd whose names match spend their time, through its inspector. It takes one watcher an isolate, so nobody
 * else may look into the memory of one meanwhile.
 */
export async function startProfile(inspectorPort: number, isolates: RegExp): Promise<RunningProfile> {
  const answer = await fetch(`http://127.0.0.1:${inspectorPort}/json/list`)
  const targets = (await answer.json()) as { id: string; webSocketDebuggerUrl: string }[]
  const watched = targets.filter(({ id }) => isolates.test(id))
  const sessions = await Promise.all(
    watched.map(({ id, webSocketDebuggerUrl }) => open(id, webSocketDebuggerUrl)),
  )
  for (const { call } of sessions) {
    await call('Profiler.enable')
    await call('Profiler.setSamplingInterval', { interval: sampleEveryUs })
    await call('Profiler.start')
  }
  return {
    stop: async () => {
      const found: FunctionTime[] = []
      for (const { isolate, call, close } of sessions) {
        const { profile } = (await call('Profiler.stop')) as { profile: Profile }
        found.push(...timesOf(isolate, profile))
        close()
      }
      return found.sort((left, right) => right.selfMs - left.selfMs)
    },
  }
}

async function open(isolate: string, url: string) {
  const socket = new WebSocket(url)
  await new Promise<void>((resolve, reject) => {
    socket.addEventListener('open', () => resolve())
    socket.addEventListener('error', () => reject(new Error(`the inspector of ${isolate} does not answer`)))
  })
  const waiting = new Map<number, (result: unknown) => void>()
  socket.addEventListener('message', ({ data }) => {
    const { id, result } = JSON.parse(String(data)) as { id?: number; result?: unknown }
    if (id !== undefined) waiting.get(id)?.(result)
  })
  let lastId = 0
  return {
    isolate,
    call: (method: string, params: object = {}) =>
      new Promise<unknown>((resolve) => {
        lastId += 1
        waiting.set(lastId, resolve)
        socket.send(JSON.stringify({ id: lastId, method, params }))
      }),
    close: () => socket.close(),
  }
}

function timesOf(isolate: string, { nodes, samples = [], timeDeltas = [] }: Profile): FunctionTime[] {
  const selfOf = new Map<number, number>()
  for (const [index, node] of samples.entries()) {
    selfOf.set(node, (selfOf.get(node) ?? 0) + (timeDeltas[index] ?? 0) / usPerMs)
  }
  const byId = new Map(nodes.map((node) => [node.id, node]))
  const times = new Map<string, { name: string; place: string; selfMs: number; totalMs: number }>()
  const keyOf = ({ callFrame }: ProfileNode) =>
    `${callFrame.functionName} ${callFrame.url}:${callFrame.lineNumber}`
  const visit = (node: ProfileNode, above: ReadonlySet<string>): number => {
    const key = keyOf(node)
    const within = new Set(above).add(key)
    const selfMs = selfOf.get(node.id) ?? 0
    let totalMs = selfMs
    for (const child of node.children ?? []) {
      const below = byId.get(child)
      if (below !== undefined) totalMs += visit(below, within)
    }
    const { functionName, url, lineNumber } = node.callFrame
    const known = times.get(key) ?? {
      name: functionName === '' ? '(without a name)' : functionName,
      place: `${url.slice(url.lastIndexOf('/') + 1)}:${lineNumber + 1}`,
      selfMs: 0,
      totalMs: 0,
    }
    known.selfMs += selfMs
    if (!above.has(key)) known.totalMs += totalMs
    times.set(key, known)
    return totalMs
  }
  const [root] = nodes
  if (root !== undefined) visit(root, new Set())
  return [...times.values()].map((time) => ({ isolate, ...time }))
}
