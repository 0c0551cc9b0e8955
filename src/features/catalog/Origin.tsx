import { cut } from './cut.ts'

/** Where an image is, and who provides it, as somebody wrote it: that cannot push the place away, or make it read differently. */
export function Origin({ provider, name }: { provider: string | undefined; name: string }) {
  return (
    <p className="rc-catalog__origin">
      <bdi>{name}</bdi>
      {provider && (
        <>
          {' · '}
          <bdi>{cut(provider)}</bdi>
        </>
      )}
    </p>
  )
}
