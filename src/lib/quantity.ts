const binary = 'KMGTPE'
const decimal: Record<string, number> = {
  n: 1e-9,
  u: 1e-6,
  m: 1e-3,
  '': 1,
  k: 1e3,
  M: 1e6,
  G: 1e9,
  T: 1e12,
  P: 1e15,
  E: 1e18,
}

/** A Kubernetes quantity as a number: "1Gi", "500m", "2e3", "12". NaN when it is none. */
export function parseQuantity(text: string): number {
  const [, number, suffix = ''] =
    /^([+-]?(?:\d+\.?\d*|\.\d+))((?:[KMGTPE]i|[numkMGTPE]|[eE][+-]?\d+)?)$/.exec(text) ?? []
  if (number === undefined) return Number.NaN
  if (/^[eE][+-]?\d+$/.test(suffix)) return Number(number + suffix)
  if (suffix.endsWith('i')) return Number(number) * 1024 ** (binary.indexOf(suffix.charAt(0)) + 1)
  return Number(number) * (decimal[suffix] ?? Number.NaN)
}
