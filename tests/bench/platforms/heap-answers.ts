/** What V8 says of the memory of one isolate, in bytes. */
export interface HeapAnswer {
  /** Objects, dead ones that were not collected yet among them. */
  readonly usedSize: number
  /** The pages they lie in. */
  readonly totalSize: number
  readonly embedderHeapUsedSize: number
  /** The bytes of arrays. */
  readonly backingStorageSize: number
}

/**
 * Asks an isolate through the inspector at `url` what it has in memory, again `everyMs` after each answer, until the socket is closed. An isolate
 * answers between two turns of its code, so what was taken and given back within one turn is not seen. Fails when nobody listens.
 *
 * @param collects has garbage collected before each answer, so that only what is alive is told; everything takes longer then
 */
export async function heapAnswers(
  url: string,
  everyMs: number,
  see: (heap: HeapAnswer) => void,
  collects = false,
): Promise<WebSocket> {
  const socket = new WebSocket(url)
  await new Promise<void>((resolve, reject) => {
    socket.addEventListener('open', () => resolve())
    socket.addEventListener('error', () => reject(new Error('the inspector does not answer')))
  })
  let id = 0
  const ask = () => {
    if (socket.readyState !== WebSocket.OPEN) return
    if (collects) send('HeapProfiler.collectGarbage')
    send('Runtime.getHeapUsage')
  }
  const send = (method: string) => {
    id += 1
    socket.send(JSON.stringify({ id, method }))
  }
  socket.addEventListener('message', ({ data }) => {
    const { result } = JSON.parse(String(data)) as { result?: Partial<HeapAnswer> }
    if (!isAnswer(result)) return
    see(result)
    setTimeout(ask, everyMs)
  })
  ask()
  return socket
}

/** What is asked besides is answered with nothing. */
function isAnswer(result: Partial<HeapAnswer> | undefined): result is HeapAnswer {
  return result?.usedSize !== undefined
}
