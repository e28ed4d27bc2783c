declare module 'd3-scale-chromatic' {
  /** One of many such functions, all named `interpolate` and the scheme: a colour for a share from 0 to 1. */
  export const interpolateSpectral: (share: number) => string
}
