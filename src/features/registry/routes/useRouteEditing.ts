import { RegistryConfig, registryConfigName } from '../../../k8s/resources/registryConfig.ts'
import { useEditing, type Editing } from '../../../ui/useEditing.ts'
import { useRefusal } from '../../../ui/useRefusal.ts'

const noForm = () => ({})
/** What a change of a route conflicts with. Everything else of the Config may change meanwhile. */
const relevant = ({ spec }: RegistryConfig) => ({
  defaultRoute: spec?.defaultRoute ?? false,
  routes: spec?.routes ?? [],
})

/** The Config, to change its routes: with why the person may not, if so. */
export function useRouteEditing(): { editing: Editing<RegistryConfig, object>; refusal: string | undefined } {
  const editing = useEditing<RegistryConfig, object>({
    type: RegistryConfig,
    name: registryConfigName,
    formOf: noForm,
    relevant,
  })
  return { editing, refusal: useRefusal('patch', RegistryConfig, { name: registryConfigName }) }
}
