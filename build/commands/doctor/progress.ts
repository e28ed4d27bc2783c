import type { Progress } from '../../doctor/examine.ts'

/** One line that says what is looked at, written over and over: on a terminal only, and gone at the end. */
export function progressOn(stream: NodeJS.WriteStream): { readonly tell: Progress; readonly clear: () => void } {
  if (!stream.isTTY) return { tell: () => undefined, clear: () => undefined }
  const line = (words: string): void => void stream.write(`\r\u001b[2K${words}`)
  return {
    tell: (question, at, of) => line(`[${at}/${of}] ${question}`.slice(0, stream.columns || 80)),
    clear: () => line(''),
  }
}
