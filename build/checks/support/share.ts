import type { Value } from '../../promql/infer/value.ts'

/** Whether values are provably a part of a whole: from 0 to 1 and, unlike a yes or no, anything between. */
export const isShare = ({ kind, domain }: Value): boolean =>
  kind !== 'state' && domain.values === undefined && domain.min === 0 && domain.max === 1
