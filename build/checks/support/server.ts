import type { Workload } from '../../documents/views.ts'
import type { Subject } from '../../model/subject.ts'
import { secondsOf } from '../../promql/duration.ts'
import { servicesOf } from './compose-services.ts'
import { ourStack } from './ours.ts'

/** The Prometheus that loads the files: as somebody said, or the image of the compose file or manifest; `undefined` where nobody says. */
export function versionOf(subject: Subject): string | undefined {
  const tags = prometheusOf(subject).map(({ image }) => /:v?(\d+\.\d+(?:\.\d+)?)/.exec(image)?.[1])
  return (
    subject.scraping?.version ?? subject.version ?? subject.server?.version ?? (tags.length === 1 ? tags[0] : undefined)
  )
}

/** How many seconds of samples it keeps: by its configuration, its flags, or the settings of our own stack. */
export function retentionOf(subject: Subject): number | undefined {
  const written = subject.scraping?.retention ?? subject.server?.retention
  if (written !== undefined) return written
  const flag = flagsOf(subject)?.find((word) => /^--?storage\.tsdb\.retention(?:\.time)?=/.test(word))
  const kept = flag?.split('=')[1] ?? ourStack(subject)?.stack.retention
  return kept === undefined ? undefined : secondsOf(kept)
}

/** The words of its command line; `undefined` where no single Prometheus is among the files, and none was asked. */
export function flagsOf(subject: Subject): readonly string[] | undefined {
  const [only, ...others] = prometheusOf(subject)
  return subject.server?.flags ?? (others.length === 0 ? only?.command : undefined)
}

const prometheusOf = (subject: Subject): readonly Pick<Workload, 'image' | 'command'>[] => [
  ...servicesOf(subject).filter(({ program }) => program === 'prometheus'),
  // Rules that are resources are for one that an operator runs, and not for one that another program brings along.
  ...(subject.workloads ?? []).filter(
    ({ isOperated }) => isOperated === true || !subject.ruleFiles.some(({ isResource }) => isResource),
  ),
]
