import type { Model } from '../model/model.ts'
import { type Proof, type ProofName, proofNames } from '../model/proofs.ts'
import type { Artifact } from '../output/artifact.ts'
import { code, page, plain, table } from '../targets/markdown.ts'

/** What was proven on which releases, and what with none of them: what the runs on real servers recorded. */
export function provenPage({ stack, proofs }: Model): Artifact {
  const sets = Object.keys(stack.releases)
  const of = (set: string, name: ProofName): Proof | undefined => proofs[set]?.[name]
  return page('proven', 'What is proven on which release', 'alerts/proofs.json', [
    [
      'What the commands of the first column found on real servers, all of it on one day with one set of releases, and what these',
      'releases leave unproven. They record it with `--update`, and only where every part holds. The faults of `test:live` are told in',
      '[Faults](faults.md).',
    ].join('\n'),
    ...proofNames.map((name) => {
      const parts = [...new Set(sets.flatMap((set) => of(set, name)?.parts ?? []))]
      const heads = sets.map((set) => {
        const proof = of(set, name)
        return proof === undefined ? `${set}: not recorded` : `${set}, ${proof.recorded}`
      })
      const rows = parts.map((part) => [
        plain(part),
        ...sets.map((set) => (of(set, name)?.parts.includes(part) ? 'proven' : 'no')),
      ])
      return `## npm run test:${name}\n\n${table(['What', ...heads], rows)}`
    }),
    ...sets.map((set) => `## The set ${set}\n\n${releasesOf(set, proofs[set] ?? {})}`),
  ])
}

/** What ran of a set, and what is unproven with it. */
function releasesOf(set: string, proofs: Readonly<Partial<Record<ProofName, Proof>>>): string {
  const ran = Object.entries(Object.assign({}, ...proofNames.map((name) => proofs[name]?.releases)))
  const unproven = [...new Set(proofNames.flatMap((name) => proofs[name]?.unproven ?? []))]
  return [
    ran.length === 0
      ? 'Nothing has been recorded.'
      : `It ran ${ran.map(([name, release]) => plain(`${name} ${release}`)).join(', ')}.`,
    unproven.length === 0
      ? ''
      : `Unproven with ${code(set)}:\n\n${unproven.map((line) => `- ${plain(line)}`).join('\n')}`,
  ]
    .filter((part) => part !== '')
    .join('\n\n')
}
