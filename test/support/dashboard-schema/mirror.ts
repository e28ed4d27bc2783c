import * as z from 'zod'

/** One schema for each key of an SDK interface; only the keys that are optional there may be left out. */
type Fields<Sdk> = { [K in keyof Sdk]: z.core.$ZodType<Sdk[K]> }

/** Refuses a key that the SDK does not know, and a required one whose schema makes it optional. */
type Mirrors<S extends z.ZodRawShape, Sdk> = { [K in Exclude<keyof S, keyof Sdk>]: never } & (z.output<
  z.ZodObject<S, z.core.$strict>
> extends Sdk
  ? unknown
  : { [K in keyof Sdk]-?: 'the schema makes a key optional that the SDK requires' })

/**
 * A strict object schema tied to an interface of Grafana's SDK at compile time: it has no key which that lacks, every
 * key which that requires, and what it accepts is assignable to it. Call it as `mirror<SdkInterface>()({ … })`.
 */
export const mirror =
  <Sdk extends object>() =>
  <S extends Fields<Sdk> & z.ZodRawShape>(shape: S & Mirrors<S, Sdk>) =>
    z.strictObject<S>(shape)
