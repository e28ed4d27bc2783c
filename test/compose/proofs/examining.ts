import { capture } from '../../../build/commands/child.ts'
import { root } from '../../support/root.ts'
import { block } from '../guide.ts'
import { mustSay } from '../must-say.ts'
import type { Proof } from '../proof.ts'

/** PyBase is pretended here and exposes little, so that much is missing; what the guide sets up is not. */
const well = [
  'Is the configuration that it runs with the generated one?',
  'Are the rules that it evaluates the generated ones?',
  'Is each target up?',
  'Does Prometheus reach Alertmanager?',
  'Are its routes, receivers and inhibitions the generated ones?',
]

export const examined: Proof = {
  what: "the guide's last step, the doctor, finds the stack as it was built",
  body: async ({ folder }) => {
    const { text } = await capture(
      'bash',
      ['-c', `${block(folder, 'npm run doctor').trim()} --stack "${folder}.json"`],
      {
        cwd: root,
      },
    )
    mustSay(text, ...well.map((question) => `✓ ${question}`))
    return `${text.match(/^✓/gm)?.length} examinations passed`
  },
}
