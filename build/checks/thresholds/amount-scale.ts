import { nameOf } from '../../promql/infer/unit.ts'
import type { Check } from '../check.ts'
import { limitsOf } from '../support/limits.ts'

const kibibyte = 1024

export const amountScale: Check = {
  id: 'amount-scale',
  severity: 'warning',
  covers: ['H07'],
  isLocal: true,
  about:
    'An amount of bytes is compared with a number of bytes. `memory_used_bytes > 80` was meant in percent or in mebibytes: no memory, disk or message queue is watched to the byte. Comparisons with 0, and amounts that the query itself converts (`/ 1024 / 1024`), are fine. Seconds written in milliseconds are found only where a histogram tells how large its values can be.',
  run: (subject) =>
    limitsOf(subject)
      .filter(({ value, limit }) => nameOf(value.unit) === 'bytes' && Math.abs(limit) > 0 && Math.abs(limit) < kibibyte)
      .map(({ query, node, op, limit }) => ({
        place: query.place,
        query: { ...query, culprit: node },
        what: `These are bytes, and they are compared with "${op} ${limit}", less than a kibibyte.`,
        next: `Write the number of bytes, such as ${limit} * 1024 ^ 2, or divide by the capacity and compare a share.`,
      })),
}
