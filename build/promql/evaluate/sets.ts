import type { Binary } from '../tree.ts'
import { signatureOf } from './match.ts'
import type { Instant, Scope } from './scope.ts'

/** `and`, `or`, `unless`: which samples of both sides are kept, by the labels that match. */
export function setOperation({ op, matching, left, right }: Binary, scope: Scope): Instant {
  const [lefts, rights] = [scope.vector(left), scope.vector(right)]
  const signature = signatureOf(matching)
  if (op === 'or') {
    return (at) => {
      const kept = lefts(at)
      const met = new Set(kept.map(({ labels }) => signature(labels)))
      return [...kept, ...rights(at).filter(({ labels }) => !met.has(signature(labels)))]
    }
  }
  return (at) => {
    const met = new Set(rights(at).map(({ labels }) => signature(labels)))
    return lefts(at).filter(({ labels }) => met.has(signature(labels)) === (op === 'and'))
  }
}
