import { createServer } from 'node:net'

/** What a Worker has in memory, in MB: objects, dead ones that were not collected yet among them, and the bytes of its arrays. */
export interface HeapUse {
  readonly objectsMb: number
  readonly arraysMb: number
}

/** Looks into the memory of a Worker again and again. Its own, not that of the databases and files beside it. */
export interface WatchedHeap {
  /** The most that was seen since this was last asked. */
  takePeak(): HeapUse
  stop(): void
}

const everyMs = 20
const bytesPerMb = 1024 * 1024
const firstFree = 0

/** A port for the inspector: Miniflare does not tell which one it took. */
export async function freePort(): Promise<number> {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(firstFree, '127.0.0.1', resolve))
  const address = server.address()
  await new Promise((resolve) => server.close(resolve))
  return address !== null && typeof address === 'object' ? address.port : firstFree
}

/**
 * Watches the Worker of that name through the inspector. It answers between two turns of the Worker's code, so what was taken and given
 * back within one turn is not seen. A limit on the heap (see `limitHeaps`) holds within turns as well.
 */
export async function watchHeap(inspectorPort: number, worker: string): Promise<WatchedHeap> {
  const socket = new WebSocket(`ws://127.0.0.1:${inspectorPort}/core:user:${worker}`)
  await new Promise<void>((resolve, reject) => {
    socket.addEventListener('open', () => resolve())
    socket.addEventListener('error', () => reject(new Error('the inspector does not answer')))
  })
  let peak = nothing
  let id = 0
  const ask = () => {
    id += 1
    if (socket.readyState === WebSocket.OPEN)
      socket.send(JSON.stringify({ id, method: 'Runtime.getHeapUsage' }))
  }
  socket.addEventListener('message', ({ data }) => {
    const { result } = JSON.parse(String(data)) as { result?: HeapAnswer }
    if (result === undefined) return
    const seen = {
      objectsMb: result.usedSize / bytesPerMb,
      arraysMb: (result.backingStorageSize + result.embedderHeapUsedSize) / bytesPerMb,
    }
    if (seen.objectsMb + seen.arraysMb > peak.objectsMb + peak.arraysMb) peak = seen
    setTimeout(ask, everyMs)
  })
  ask()
  return {
    takePeak: () => {
      const taken = peak
      peak = nothing
      return taken
    },
    stop: () => socket.close(),
  }
}

/** Ends every Worker started from now on whose objects take more than so many MB, as Cloudflare does at 128. */
export function limitHeaps(mostMb: number): void {
  process.env.MINIFLARE_WORKERD_V8_FLAGS = `--max-heap-size=${mostMb}`
}

interface HeapAnswer {
  readonly usedSize: number
  readonly embedderHeapUsedSize: number
  readonly backingStorageSize: number
}

const nothing: HeapUse = { objectsMb: 0, arraysMb: 0 }
