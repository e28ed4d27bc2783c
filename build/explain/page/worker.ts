import { messageOf } from '../../findings/problem.ts'
import { Engine } from './engine.ts'
import type { Answer, Question } from './protocol.ts'

/** What a worker of a browser has, as far as it is used. */
interface Worker {
  onmessage: ((event: { readonly data: Question }) => void) | null
  postMessage(answer: Answer): void
}

const worker = globalThis as unknown as Worker
const engine = new Engine()

worker.onmessage = ({ data }) => worker.postMessage(answerTo(data))

function answerTo(question: Question): Answer {
  try {
    return question.asks === 'explain'
      ? { tells: 'explained', explained: engine.explain(question.input, question.alert) }
      : { tells: 'played', played: engine.play(question.setting, question.happenings) }
  } catch (error) {
    return { tells: 'broken', why: messageOf(error) }
  }
}
