import type { Exchange } from './answer.ts'
import type { Board } from './board.ts'
import { commonHeaders } from './guard.ts'

/** Tells the version at once and at each change, as server-sent events, until the page is closed. */
export function sendEvents({ request, response }: Exchange, board: Board): void {
  response.writeHead(200, { ...commonHeaders, 'Cache-Control': 'no-store', 'Content-Type': 'text/event-stream' })
  if (request.method === 'HEAD') return void response.end()
  const tell = (version: number): void => void response.write(`data: ${JSON.stringify({ version })}\n\n`)
  response.once('close', board.listen(tell))
  tell(board.version)
}
