import { useEffect, useState } from 'react'

const restMs = 600

/** Says a text to who does not see it change, once it has not changed for a moment: not with each key. */
export function Announcement({ label, text }: { label: string; text: string }) {
  const [said, setSaid] = useState(text)
  // Time is outside React.
  useEffect(() => {
    const timer = setTimeout(() => setSaid(text), restMs)
    return () => clearTimeout(timer)
  }, [text])
  return (
    <p className="pf-v6-screen-reader" role="status" aria-label={label}>
      {said}
    </p>
  )
}
