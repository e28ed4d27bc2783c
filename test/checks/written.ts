import type { Definitions } from '../../build/model/load.ts'
import { load } from '../../build/model/load.ts'
import { resolve } from '../../build/model/model.ts'
import type { Subject } from '../../build/model/subject.ts'
import { subjectOfFiles } from '../../build/model/subject-of-files.ts'
import { subjectOf } from '../../build/subject.ts'
import { root } from '../support/root.ts'
import { model } from './model.ts'

const definitions = await load(root)

/** Our definitions with something changed. */
export const ourWith = (change: (ours: Definitions) => Partial<Definitions>): Subject =>
  subjectOf(resolve({ ...definitions, ...change(definitions) }))

/** Somebody's file, read against our catalog. */
export const written = (file: string, text: string): Subject =>
  subjectOfFiles([{ file, text, isNamed: true }], { own: model.own, foreign: [] })

/** A rule file with one alert. */
export const ruleFile = (expr: string): Subject =>
  written('rules.yml', `groups:\n  - name: some\n    rules:\n      - alert: SomeAlert\n        expr: ${expr}\n`)
