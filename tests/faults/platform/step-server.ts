import { createServer, type Server } from 'node:http'

/** What becomes of a step: it is taken, it fails, or its caller never hears of it. */
export type StepFate = 'go' | 'fail' | 'silence'

/** The place that a faulty Worker asks before and after each of its calls to the outside. */
export class StepServer {
  readonly url: string
  /** Decides on each step; replaced as a test goes on. */
  onStep: (step: string) => StepFate = () => 'go'
  readonly #server: Server

  private constructor(server: Server, url: string) {
    this.#server = server
    this.url = url
  }

  static async start(): Promise<StepServer> {
    const server = createServer()
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    const address = server.address()
    const port = typeof address === 'object' ? address?.port : undefined
    const steps = new StepServer(server, `http://127.0.0.1:${port}`)
    server.on('request', (request, response) => {
      const fate = steps.onStep((request.url ?? '/').slice(1))
      if (fate === 'silence') return
      response.statusCode = fate === 'go' ? 200 : 500
      response.end()
    })
    return steps
  }

  stop(): void {
    this.#server.closeAllConnections()
    this.#server.close()
  }
}
