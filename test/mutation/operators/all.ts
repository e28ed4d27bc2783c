import type { Operator } from '../operator.ts'
import { alertmanager } from './alertmanager.ts'
import { compose, provisioning } from './compose.ts'
import { functions } from './functions.ts'
import { names } from './names.ts'
import { panels } from './panels.ts'
import { rules } from './rules.ts'
import { scraping } from './scraping.ts'
import { thresholds } from './thresholds.ts'
import { variables } from './variables.ts'
import { windows } from './windows.ts'

export const operators: readonly Operator[] = [
  ...names,
  ...functions,
  ...thresholds,
  ...windows,
  ...rules,
  ...panels,
  ...variables,
  ...scraping,
  ...alertmanager,
  ...compose,
  ...provisioning,
]
