import { Link, type LinkProps } from 'react-router'
import { paths } from '../lib/paths.ts'

/** A link to the start page, for PatternFly's components that take what they are to be. */
export function HomeLink(props: Omit<LinkProps, 'to'>) {
  return <Link {...props} to={paths.home()} />
}
