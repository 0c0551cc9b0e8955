/** Layers on a square. */
export function Logo() {
  return (
    <svg className="rc-brand__logo" viewBox="0 0 32 32" aria-hidden="true">
      <rect width="32" height="32" rx="7" fill="#a60000" />
      <path
        d="M7 10.5 16 6l9 4.5-9 4.5zM7 16l9 4.5 9-4.5M7 21.5 16 26l9-4.5"
        fill="none"
        stroke="#fff"
        strokeWidth="2.2"
        strokeLinejoin="round"
        strokeLinecap="round"
      />
    </svg>
  )
}
