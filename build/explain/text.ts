import { printable } from '../findings/printable.ts'
import { render } from '../findings/render.ts'
import { printDuration } from '../promql/duration.ts'
import { drawingOf, legend, seriesText } from './drawing.ts'
import type { Explanation, Story } from './explain.ts'
import type { Routed } from './routes.ts'

/** More series than anybody reads. */
const mostSeries = 8

/** An explanation for a terminal. Text of somebody's file is made printable. */
export function textOf(explanation: Explanation, routed: Routed | undefined): string {
  const { rule, sentence, verdict, guesses, fires, silent, turns, late, cost, findings } = explanation
  const blocks: (readonly string[])[] = [
    [
      printable(rule.name),
      `  ${printable(sentence)}`,
      ...(verdict.is === 'shown' ? [] : [`  ${printable(verdict.why)}`]),
    ],
    ...(isPresence(explanation) ? [[`  ${verdict.why}`]] : []),
    ...[fires, silent].flatMap((story) => (story === undefined ? [] : [storyLines(story, explanation)])),
    ...(turns.length === 0 ? [] : [['What if', ...turns.map(({ told }) => `  ${printable(told)}`)]]),
    ['How late', ...late.map((line) => `  ${printable(line)}`)],
    ['What it costs', ...cost.map((line) => `  ${printable(line)}`)],
    ...(routed === undefined ? [] : [['Where it goes', ...routed.told.map((line) => `  ${printable(line)}`)]]),
    ...(guesses.length === 0 ? [] : [guessLines(explanation)]),
    ...(findings.length === 0
      ? []
      : [['What the checks find', ...findings.map((each) => render(each).replace(/^/gm, '  '))]]),
  ]
  return blocks.map((lines) => lines.join('\n')).join('\n\n')
}

const isPresence = ({ verdict }: Explanation): boolean =>
  verdict.is === 'shown' && verdict.why.startsWith('It compares')

function storyLines(story: Story, { rule, limit }: Explanation): readonly string[] {
  const { title, plans, clock, course } = story
  const more = plans.length > mostSeries ? [`    and ${plans.length - mostSeries} more series`] : []
  const series =
    plans.length === 0
      ? ['    no series at all']
      : plans.slice(0, mostSeries).map((plan) => `    ${printable(seriesText(plan, clock))}`)
  const at = course.find(({ state }) => state === 'firing')?.at
  const over = course.find(({ state }) => state === 'resolved')?.at
  const when = [
    ...(at === undefined ? [] : [`fires after ${printDuration(at)}`]),
    ...(over === undefined ? [] : [`is resolved after ${printDuration(over)}`]),
  ]
  return [
    `It ${printable(title)}`,
    ...series,
    ...more,
    ...drawingOf(course, limit).map((line) => `    ${line}`),
    `    ${legend}${when.length === 0 ? '' : `; it ${when.join(' and ')}`}${rule.for > 0 && at !== undefined ? `, of which ${printDuration(rule.for * 1000)} are its wait` : ''}`,
  ]
}

function guessLines({ guesses }: Explanation): readonly string[] {
  return [
    'What is guessed (--catalog FILE, a recorded /metrics text, tells)',
    ...guesses.map(({ metric, taken, because, labels }) =>
      printable(
        `  ${metric}: ${taken}, since ${because}${labels.length === 0 ? '; without labels' : `; with ${labels.join(', ')}`}`,
      ),
    ),
  ]
}

/** The same in a few lines, where there are many. */
export function briefOf({ rule, sentence, verdict, fires, late, findings }: Explanation): string {
  const at = fires?.course.find(({ state }) => state === 'firing')?.at
  const found =
    findings.length === 0
      ? []
      : [`  The checks find ${findings.length}: ${[...new Set(findings.map(({ check }) => check))].join(', ')}.`]
  const can = verdict.is === 'shown' ? (late[0] ?? '') : verdict.why
  return [
    printable(rule.name),
    `  ${printable(sentence)}`,
    ...(at === undefined && verdict.is === 'shown' ? [] : [`  ${printable(can)}`]),
    ...found,
  ].join('\n')
}
