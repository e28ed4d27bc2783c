import { type Problem, Refused } from '../../findings/problem.ts'
import type { Artifact } from '../../output/artifact.ts'
import type { Installation } from './outcome.ts'

/** Everything that a build writes: what `stack.ts` makes, and each environment in a folder of its name. Throws `Refused`. */
export function together(own: Installation, environments: readonly Installation[]): readonly Artifact[] {
  const all = [own, ...environments]
  const problems = [
    ...environments.flatMap((each) => [...takenPlace(own, each), ...takenName(own, each)]),
    ...all.flatMap((each, at) => all.slice(0, at).flatMap((other) => oneUid(other, each))),
    ...environments.flatMap((each) => nothingShared(all, each)),
  ]
  if (problems.length > 0) throw new Refused(problems)
  return all.flatMap(({ name, artifacts }) =>
    name === undefined ? artifacts : artifacts.map(({ path, text }) => ({ path: `${name}/${path}`, text })),
  )
}

function takenPlace(own: Installation, { name, file }: Installation): readonly Problem[] {
  if (!own.artifacts.some(({ path }) => path === name || path.startsWith(`${name}/`))) return []
  const what = `The folder of the environment would be ${name}/, and stack.ts has files of its own there.`
  return [{ where: file, what, next: 'Call the file otherwise.' }]
}

function takenName(own: Installation, { name, file, label }: Installation): readonly Problem[] {
  if (own.label === null || own.label !== label) return []
  const what = `Two environments are called ${name}: that of stack.ts, by its setting \`environment\`, and this one.`
  return [{ where: file, what, next: 'Rename the file, or the environment in stack.ts.' }]
}

/** Grafana keeps one dashboard of a uid: that which it loaded last. */
function oneUid(other: Installation, { file, grafana, uids }: Installation): readonly Problem[] {
  const [uid, ...more] = other.grafana === grafana ? uids.filter((each) => other.uids.includes(each)) : []
  if (uid === undefined) return []
  const count = more.length === 0 ? '' : ` and ${more.length} more`
  return [
    {
      where: file,
      what: `Dashboards of ${other.file} and of ${file} have one uid in one Grafana, ${grafana}: ${uid}${count}. The one that is loaded last takes the other's place.`,
      next: 'Write `dashboards: named` there for a set of its own, `dashboards: shared` for one set with a picker, or another `urls.grafana`.',
    },
  ]
}

function nothingShared(all: readonly Installation[], { file, grafana, dashboards }: Installation): readonly Problem[] {
  if (dashboards !== 'shared' || all.some((other) => other.grafana === grafana && other.uids.length > 0)) return []
  return [
    {
      where: file,
      what: `The dashboards are shared, and no other environment has any in the Grafana ${grafana}.`,
      next: 'Correct `urls.grafana`, or leave `dashboards: shared` out.',
    },
  ]
}
