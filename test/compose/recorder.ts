import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { outside } from './engine.ts'

/** A server in the world outside that keeps what is posted to it. */
export interface Recorder {
  readonly url: string
  /** The bodies that a path received. */
  received(path: string): readonly string[]
}

export async function startRecorder(): Promise<Recorder> {
  const posts: { readonly path: string; readonly body: string }[] = []
  const server = createServer(async (request, response) => {
    let body = ''
    for await (const chunk of request) body += chunk
    posts.push({ path: request.url ?? '', body })
    // PagerDuty's answer to an event that it takes.
    response.writeHead(202, { 'content-type': 'application/json' }).end('{"status":"success"}')
  })
  await new Promise<void>((done) => server.listen(0, outside, done))
  server.unref()
  const { port } = server.address() as AddressInfo
  return {
    url: `http://${outside}:${port}`,
    received: (path) => posts.filter((post) => post.path === path).map(({ body }) => body),
  }
}
