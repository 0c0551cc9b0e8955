declare module 'spdx-expression-parse' {
  export type LicenseTerm =
    | { license: string; plus?: true; exception?: string }
    | { left: LicenseTerm; conjunction: 'and' | 'or'; right: LicenseTerm }
  /** Throws for what is no license expression of SPDX. */
  export default function parse(expression: string): LicenseTerm
}
