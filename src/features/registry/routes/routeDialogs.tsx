import { lazy } from 'react'
import { openDialog } from '../../../ui/openDialog.tsx'

const ExposeRouteDialog = lazy(async () => ({ default: (await import('./DefaultRouteDialog.tsx')).ExposeRouteDialog }))
const HideRouteDialog = lazy(async () => ({ default: (await import('./DefaultRouteDialog.tsx')).HideRouteDialog }))
const RouteDialog = lazy(async () => ({ default: (await import('./RouteDialog.tsx')).RouteDialog }))
const DeleteRouteDialog = lazy(async () => ({ default: (await import('./DeleteRouteDialog.tsx')).DeleteRouteDialog }))

/** Asks whether the registry shall be reached from outside the cluster by its default route. */
export function openExposeRoute(): void {
  openDialog(<ExposeRouteDialog />)
}

/** Asks whether the default route shall go. */
export function openHideRoute(): void {
  openDialog(<HideRouteDialog />)
}

/** Opens the form of a route of one's own. */
export function openAddRoute(): void {
  openDialog(<RouteDialog />)
}

/** Opens the form of the route of this name in the Config. */
export function openEditRoute(name: string): void {
  openDialog(<RouteDialog name={name} />)
}

/** Asks whether the route of this name in the Config shall go. */
export function openDeleteRoute(name: string): void {
  openDialog(<DeleteRouteDialog name={name} />)
}
