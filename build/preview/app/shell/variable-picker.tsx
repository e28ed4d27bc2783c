import { Combobox, IconButton, MultiCombobox } from '@grafana/ui'
import { useKept } from '../dashboard/keep.ts'
import type { VariableModel } from '../dashboard/model.ts'
import { all, textOf } from '../query/variables.ts'
import { chosenAfter } from './choice.ts'
import { TextBox } from './text-box.tsx'

interface Props {
  readonly variable: VariableModel
  readonly values: readonly string[]
  /** `undefined` until they are known. */
  readonly options: readonly string[] | undefined
  /** Why they cannot be known. */
  readonly error: string | undefined
  readonly onChange: (values: readonly string[]) => void
}

/** A variable's label and what is chosen of it. */
export function VariablePicker({ variable, values, options, error, onChange }: Props) {
  const id = `variable-${variable.name}`
  return (
    <div className="page-variable">
      <label id={`${id}-label`} htmlFor={id}>
        {variable.label}
      </label>
      {error !== undefined && <IconButton name="exclamation-triangle" variant="destructive" tooltip={error} />}
      <Choice id={id} variable={variable} values={values} options={options} onChange={onChange} />
    </div>
  )
}

function Choice({ id, variable, options, onChange, ...props }: Omit<Props, 'error'> & { readonly id: string }) {
  const values = useKept(props.values)
  const offered = useKept(optionsOf(variable, values, options ?? []))
  const common = { id, 'aria-labelledby': `${id}-label`, width: 'auto', minWidth: 12, maxWidth: 40 } as const
  const loading = options === undefined
  if (variable.type === 'textbox') {
    return <TextBox id={id} text={values[0] ?? ''} onChange={(text) => onChange([text])} />
  }
  if (variable.multi) {
    return (
      <MultiCombobox
        {...common}
        loading={loading}
        options={offered}
        value={[...values]}
        onChange={(next) =>
          onChange(
            chosenAfter(
              values,
              next.map(({ value }) => value),
              variable.includeAll,
            ),
          )
        }
      />
    )
  }
  return (
    <Combobox
      {...common}
      loading={loading}
      disabled={variable.type === 'datasource'}
      options={offered}
      value={values[0] ?? null}
      onChange={({ value }) => onChange([value])}
    />
  )
}

/** All of them, those that are offered, and those that the address asks for and that are not among them. */
function optionsOf(variable: VariableModel, values: readonly string[], options: readonly string[]) {
  const every = new Set([...(variable.includeAll ? [all] : []), ...options, ...values])
  return [...every].map((value) => ({ value, label: textOf(variable, value) }))
}
