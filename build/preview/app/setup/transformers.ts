import { standardTransformers, type TransformerRegistryItem } from '@grafana/data'

/** The library lists one transformation under an old name, too; a registry takes each once. */
const each = new Map(Object.values(standardTransformers).map((transformer) => [transformer.id, transformer]))

/** All transformations that Grafana's library brings, by their ids; nobody edits them here. */
export const transformers: readonly TransformerRegistryItem[] = [...each.values()].map((transformer) => ({
  id: transformer.id,
  ...(transformer.aliasIds === undefined ? {} : { aliasIds: transformer.aliasIds }),
  name: transformer.name,
  editor: () => null,
  imageDark: '',
  imageLight: '',
  transformation: async () => transformer,
}))
