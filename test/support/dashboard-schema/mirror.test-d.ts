import { expectTypeOf, test } from 'vitest'
import * as z from 'zod'
import { mirror } from './mirror.ts'

interface Sdk {
  unit: 's' | 'ms'
  width?: number
}

test('a mirror has the keys of the interface, as strict as it and no looser', () => {
  const schema = mirror<Sdk>()({ unit: z.literal('s'), width: z.number().exactOptional() })
  expectTypeOf<z.output<typeof schema>>().toEqualTypeOf<{ unit: 's'; width?: number }>()
  mirror<Sdk>()({ unit: z.enum(['s', 'ms']) })
})

test('a mirror refuses what the interface does not allow', () => {
  // @ts-expect-error the interface has no such key
  mirror<Sdk>()({ unit: z.literal('s'), widht: z.number().exactOptional() })
  // @ts-expect-error the interface has no such unit
  mirror<Sdk>()({ unit: z.literal('h') })
  // @ts-expect-error the interface requires the unit
  mirror<Sdk>()({ width: z.number().exactOptional() })
  // @ts-expect-error the interface requires the unit
  mirror<Sdk>()({ unit: z.literal('s').exactOptional() })
  // @ts-expect-error the interface allows a missing width, but not an undefined one
  mirror<Sdk>()({ unit: z.literal('s'), width: z.number().optional() })
})
