import type { Job } from './job.ts'

/**
 * What a project has, for the types of the language: its file of jobs says
 * `declare module '…/language/register.ts' { interface Register { jobs: typeof all } }`. Without it any name will do.
 */
// biome-ignore lint/suspicious/noEmptyInterface: projects add to it
export interface Register {}

type Registered = Register extends { readonly jobs: readonly Job[] } ? Register['jobs'][number] : Job

/** The name of a job of the project. */
export type JobName = Registered['name']

/** Which part of the application an alert is about: what some job of the project belongs to. Alertmanager inhibits within one. */
export type Component = Registered['component']
