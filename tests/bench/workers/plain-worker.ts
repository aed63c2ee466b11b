import { DurableObject } from 'cloudflare:workers'

/** The least that keeps a request: one row with its body. */
export class Rows extends DurableObject {
  constructor(state: DurableObjectState, env: object) {
    super(state, env)
    state.storage.sql.exec('create table if not exists row (id integer primary key, body text not null)')
  }

  add(body: string): void {
    this.ctx.storage.sql.exec('insert into row (body) values (?)', body)
  }
}

interface PlainEnv {
  readonly OBJECT: DurableObjectNamespace<Rows>
  readonly DB: D1Database
}

/** POST / keeps the body as one row of a Durable Object; POST /d1 writes each line of it to D1, one by one. */
// biome-ignore lint/style/noDefaultExport: workerd takes a Worker as the default export
export default {
  async fetch(request: Request, env: PlainEnv): Promise<Response> {
    const body = await request.text()
    if (new URL(request.url).pathname === '/d1') {
      await env.DB.prepare(
        'create table if not exists event (id integer primary key, body text not null)',
      ).run()
      for (const line of body.split('\n')) {
        await env.DB.prepare('insert into event (body) values (?)').bind(line).run()
      }
    } else await env.OBJECT.getByName('rows').add(body)
    return Response.json({ success: true })
  },
}
