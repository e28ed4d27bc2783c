/**
 * The PromQL tree: plain, immutable nodes without behaviour. The language builds it, the parser lowers
 * text into it, `print` turns it into text, and checks read it.
 */
export type Expr = NumberLiteral | StringLiteral | Selector | Subquery | Call | Aggregation | Binary | Unary | Paren

export interface NumberLiteral {
  readonly is: 'number'
  readonly value: number
}

export interface StringLiteral {
  readonly is: 'string'
  readonly value: string
}

/** Where in time a selector or subquery looks. Durations are Prometheus text (`'5m'`), offsets may be negative. */
export interface TimeShift {
  readonly offset?: string
  /** Unix seconds, or the start or end of the evaluated range. */
  readonly at?: number | 'start' | 'end'
}

/** `metric{matchers}` and, with a range, `metric{matchers}[5m]`. */
export interface Selector extends TimeShift {
  readonly is: 'selector'
  readonly metric?: string
  readonly matchers: readonly Matcher[]
  readonly range?: string
  /** Whether it is read as it stands, though a rule records what is asked of it. It is in no text. */
  readonly raw?: true
}

export interface Matcher {
  readonly label: string
  readonly op: '=' | '!=' | '=~' | '!~'
  readonly value: string
}

/** `expr[range:step]`. */
export interface Subquery extends TimeShift {
  readonly is: 'subquery'
  readonly expr: Expr
  readonly range: string
  readonly step?: string
}

export interface Call {
  readonly is: 'call'
  readonly fn: string
  readonly args: readonly Expr[]
}

/** `sum by (job) (expr)`; `param` is the number of `topk`, `quantile` … or the label of `count_values`. */
export interface Aggregation {
  readonly is: 'aggregation'
  readonly op: string
  readonly grouping?: Grouping
  readonly param?: Expr
  readonly expr: Expr
}

export interface Grouping {
  readonly kind: 'by' | 'without'
  readonly labels: readonly string[]
}

export type BinaryOp =
  | 'or'
  | 'and'
  | 'unless'
  | '=='
  | '!='
  | '>'
  | '<'
  | '>='
  | '<='
  | '+'
  | '-'
  | '*'
  | '/'
  | '%'
  | '^'
  | 'atan2'

export interface Binary {
  readonly is: 'binary'
  readonly op: BinaryOp
  readonly bool?: true
  readonly matching?: Matching
  readonly left: Expr
  readonly right: Expr
}

/** `on (labels) group_left (include)`. */
export interface Matching {
  readonly kind: 'on' | 'ignoring'
  readonly labels: readonly string[]
  readonly group?: { readonly side: 'left' | 'right'; readonly include: readonly string[] }
}

export interface Unary {
  readonly is: 'unary'
  readonly op: '-' | '+'
  readonly expr: Expr
}

/** Parentheses as somebody wrote them. The language never makes one: the printer adds those that precedence needs. */
export interface Paren {
  readonly is: 'paren'
  readonly expr: Expr
}

/** The window an author leaves open: a panel lets Grafana choose it, an alert or recording rule must close it. */
export const openWindow = '$__rate_interval'
