import { json } from '../../build/commands/doctor/json.ts'
import { compile } from '../../build/compile.ts'
import { examinationsOf } from '../../build/doctor/all.ts'
import { connect } from '../../build/doctor/client/connect.ts'
import { examine } from '../../build/doctor/examine.ts'
import { root } from '../support/root.ts'

// Examines the Prometheus at a URL each time it is asked to, and answers what `npm run doctor -- --json` prints. The
// definitions are compiled once, for the settings that PYBASE_STACK names.

const [prometheus = ''] = process.argv.slice(2)
const { model, artifacts } = await compile(root, 'own')

async function answer(): Promise<string> {
  const client = connect({ insecure: false, environment: process.env })
  const servers = { prometheus: client('prometheus', prometheus) }
  return json({
    product: model.stack.product.name,
    servers: { prometheus },
    examined: await examine({ model, artifacts, servers }, examinationsOf(model)),
  })
}

process.on('message', async () => process.send?.(await answer()))
