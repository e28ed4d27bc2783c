import { readFile } from 'node:fs/promises'
import { extname, join } from 'node:path'
import { type Exchange, send, sendRefusal } from './answer.ts'

const types: Readonly<Record<string, string>> = {
  '.css': 'text/css; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.ico': 'image/x-icon',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.png': 'image/png',
  '.svg': 'image/svg+xml; charset=utf-8',
  '.ttf': 'font/ttf',
  '.woff': 'font/woff',
  '.woff2': 'font/woff2',
}

/** As the build names them: no part begins with a dot, and nothing is decoded, so that no path leads out of the folder. */
const plain = /^(?:\/[\w@+~-][\w@+~.-]*)+$/

const isPage = (path: string): boolean =>
  path === '/' || /^\/(?:d(?:-solo)?\/[^/]+(?:\/[^/]*)?|runbooks\/[^/]+)$/.test(path)

/** Answers with a file of the built page; addresses of dashboards and runbooks are the page itself. */
export async function sendFile(exchange: Exchange, dist: string, path: string): Promise<void> {
  const file = isPage(path) ? '/index.html' : path
  const type = types[extname(file)]
  const body = type !== undefined && plain.test(file) ? await read(join(dist, file)) : undefined
  if (body === undefined || type === undefined)
    return sendRefusal(exchange, { status: 404, why: 'There is nothing here.' })
  // The build puts a hash of the content into the names of these.
  const cached = file.startsWith('/assets/') ? 'private, max-age=31536000, immutable' : 'no-cache'
  send(exchange, 200, { 'Content-Type': type, 'Cache-Control': cached }, body)
}

async function read(file: string): Promise<Buffer | undefined> {
  try {
    return await readFile(file)
  } catch {
    return undefined
  }
}
