/** What an isolate takes, MB: pages of its heap, dead objects that were not collected yet among them, and the bytes of its arrays. */
export interface IsolateHeap {
  readonly name: string
  readonly peakMb: number
}

export interface WatchedHeaps {
  /** The most that each isolate took, the largest first. */
  peaks(): IsolateHeap[]
  stop(): void
}

const everyMs = 500
const bytesPerMb = 1024 * 1024

/**
 * Watches all isolates of a workerd through its inspector: the Workers, and those that stand for databases, files and queues. An
 * isolate answers between two turns of its code.
 */
export async function watchIsolates(inspectorPort: number): Promise<WatchedHeaps> {
  const answer = await fetch(`http://127.0.0.1:${inspectorPort}/json/list`)
  const targets = (await answer.json()) as Target[]
  const peaks = new Map<string, number>()
  const sockets = targets.map(({ id: name, webSocketDebuggerUrl }) => {
    const socket = new WebSocket(webSocketDebuggerUrl)
    let messageId = 0
    const ask = () => {
      messageId += 1
      const isOpen = socket.readyState === WebSocket.OPEN
      if (isOpen) socket.send(JSON.stringify({ id: messageId, method: 'Runtime.getHeapUsage' }))
    }
    socket.addEventListener('open', ask)
    socket.addEventListener('message', ({ data }) => {
      const { result } = JSON.parse(String(data)) as { result?: HeapAnswer }
      if (result === undefined) return
      const takenMb = (result.totalSize + result.backingStorageSize) / bytesPerMb
      peaks.set(name, Math.max(peaks.get(name) ?? 0, takenMb))
      setTimeout(ask, everyMs)
    })
    return socket
  })
  return {
    peaks: () =>
      [...peaks]
        .map(([name, peakMb]) => ({ name, peakMb }))
        .sort((left, right) => right.peakMb - left.peakMb),
    stop: () => {
      for (const socket of sockets) socket.close()
    },
  }
}

interface Target {
  readonly id: string
  readonly webSocketDebuggerUrl: string
}

interface HeapAnswer {
  readonly totalSize: number
  readonly backingStorageSize: number
}
