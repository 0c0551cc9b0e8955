/** Who provides an image, as somebody wrote it, and where it is: neither can make the other read differently. */
export function Origin({ provider, name }: { provider: string | undefined; name: string }) {
  return (
    <p className="rc-catalog__origin">
      {provider && (
        <>
          <bdi>{provider}</bdi>
          {' · '}
        </>
      )}
      <bdi>{name}</bdi>
    </p>
  )
}
