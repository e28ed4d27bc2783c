import { queriesOf } from '../../model/queries.ts'
import type { Call } from '../../promql/tree.ts'
import { walk } from '../../promql/walk.ts'
import type { Check } from '../check.ts'
import { constantOf } from '../support/terms.ts'
import { inWords, windowsOf } from '../support/windows.ts'

/** How many times its own window a line can be drawn out before noise decides where it ends. */
const furthest = 16
/** In seconds: nobody acts on what is so near. */
const nearest = 60

export const predictionHorizon: Check = {
  id: 'prediction-horizon',
  severity: 'warning',
  covers: ['R13'],
  isLocal: true,
  about:
    'predict_linear draws a line through its window and follows it into the future, at most sixteen times as far as the window is long, as six hours tell of four days. Beyond that a ripple of minutes is taken for a trend of hours. The horizon is in seconds: less than a minute was meant in hours or days. A warning, because a queue that only ever grows can be followed further.',
  run: (subject) =>
    queriesOf(subject).flatMap((query) =>
      [...walk(query.expr)]
        .filter((node): node is Call => node.is === 'call' && node.fn === 'predict_linear')
        .flatMap((culprit) => {
          const [line, ahead] = culprit.args
          const horizon = ahead && constantOf(ahead)
          const window = line && [...windowsOf(line)][0]?.seconds
          if (horizon === undefined || window === undefined) return []
          if (horizon > 0 && horizon < nearest)
            return [
              {
                place: query.place,
                query: { ...query, culprit },
                what: `The line through ${inWords(window)} is followed for ${horizon} ${horizon === 1 ? 'second' : 'seconds'}: that is now.`,
                next: `Write the horizon in seconds: ${horizon} * 3600 for ${horizon} ${horizon === 1 ? 'hour' : 'hours'}.`,
              },
            ]
          if (horizon <= furthest * window) return []
          return [
            {
              place: query.place,
              query: { ...query, culprit },
              what: `The line through ${inWords(window)} is followed for ${inWords(horizon)}, ${Math.round(horizon / window)} times as far.`,
              next: `Take a window of ${inWords(Math.ceil(horizon / furthest))} or more.`,
            },
          ]
        }),
    ),
}
