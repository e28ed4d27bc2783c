/** The data source that a dashboard's first variable has chosen. */
export const datasource = { type: 'prometheus', uid: `\${datasource}` } as const
