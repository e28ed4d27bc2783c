// starting.ts FOLDER FLAG …: a Prometheus that writes its number into FOLDER/pid when it is first asked, and is ready only
// when there is a file FOLDER/ready.

import { existsSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import { join } from 'node:path'

const [folder = '', ...flags] = process.argv.slice(2)
const address = flags.find((flag) => flag.startsWith('--web.listen-address='))
createServer((_, response) => {
  response.writeHead(existsSync(join(folder, 'ready')) ? 200 : 503).end()
  writeFileSync(join(folder, 'pid'), String(process.pid))
}).listen(Number(address?.split(':').at(-1)), '127.0.0.1')
