interface GlyphConfig {
  icon?: { width: number; height: number; svgPathData: unknown }
}

/** One of PatternFly's icons as a single element: its own components draw two nested ones, too much for each row of a table. */
export function Glyph({ config: { icon } }: { config: GlyphConfig }) {
  if (!icon || typeof icon.svgPathData !== 'string') return null
  return (
    <svg
      className="pf-v6-svg"
      viewBox={`0 0 ${icon.width} ${icon.height}`}
      fill="currentColor"
      aria-hidden="true"
      width="1em"
      height="1em"
    >
      <path d={icon.svgPathData} />
    </svg>
  )
}
