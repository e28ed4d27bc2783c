import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { proofsFile as file, type Proof, type ProofName, readProofs } from '../../build/model/proofs.ts'
import { root } from '../support/root.ts'

type Found = Omit<Proof, 'recorded'>

/**
 * Writes what a proof found with a release set to the record, as of today, or compares its parts with what is recorded there.
 * Answers what to say.
 */
export function recordProof(set: string, name: ProofName, found: Found, update: boolean, folder = root): string {
  const known = readProofs(folder)
  if (!update) return compared(known[set]?.[name], found.parts)
  const recorded = new Date().toISOString().slice(0, 10)
  const all = { ...known, [set]: { ...known[set], [name]: { recorded, ...found } } }
  const sorted = Object.fromEntries(Object.entries(all).toSorted(([one], [other]) => (one < other ? -1 : 1)))
  writeFileSync(join(folder, file), `${JSON.stringify(sorted, null, 2)}\n`)
  return `${file} is written, as of ${recorded}: run \`npm run build\``
}

function compared(proof: Proof | undefined, parts: readonly string[]): string {
  if (proof === undefined) return `${file} has nothing of this: --update records it`
  const missing = parts.filter((part) => !proof.parts.includes(part))
  const gone = proof.parts.filter((part) => !parts.includes(part))
  if (missing.length === 0 && gone.length === 0) return `as ${file} says, of ${proof.recorded}`
  const told = [...missing.map((part) => `lacks: ${part}`), ...gone.map((part) => `has what is no more: ${part}`)]
  return `${file}, of ${proof.recorded}, ${told.join('; ')}. --update records it anew`
}
