import { runStep } from '../../../build/preview/install/step.ts'

// Runs a program in a folder, as the installation does, until it is killed.
const [folder = '', ...words] = process.argv.slice(2)
await runStep(words, folder, new AbortController().signal)
