import { Fragment } from 'react'

/** A long word of the API, which may break where its parts begin: ImageRegistry|Certificates|Controller|Degraded. */
export function CamelCase({ text }: { text: string }) {
  return text.split(/(?=[A-Z][a-z])/).map((part, index) => (
    <Fragment key={`${index} ${part}`}>
      {index > 0 && <wbr />}
      {part}
    </Fragment>
  ))
}
