import { isSame } from '../../../lib/differences.ts'
import type { ImageConfig, ImageConfigSpec } from '../../../k8s/resources/imageConfig.ts'
import { entryLists } from '../../../k8s/resources/imageConfigChange.ts'
import { entryProblem, exclusive, importDomainProblem } from '../../../k8s/resources/imageConfigProblems.ts'
import type { ObjectProblem } from '../../../ui/yaml/yamlObject.ts'

type Fields = Record<string, unknown>

const isFields = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
const fieldsOf = (value: unknown): Fields => (isFields(value) ? value : {})
const entriesOf = (value: unknown): unknown[] => (Array.isArray(value) ? value : [])

/** The spec of a text, as far as its lists are lists of what they should be. The schema says what is not. */
export function specOfText(edited: object): ImageConfigSpec {
  const spec = fieldsOf(fieldsOf(edited)['spec'])
  const sources = fieldsOf(spec['registrySources'])
  const texts = (value: unknown) => entriesOf(value).filter((entry) => typeof entry === 'string')
  const { externalRegistryHostnames, allowedRegistriesForImport, additionalTrustedCA, imageStreamImportMode } = spec
  const { name } = fieldsOf(additionalTrustedCA)
  return {
    ...(isFields(spec['registrySources']) && {
      registrySources: Object.fromEntries(Object.entries(sources).map(([key, value]) => [key, texts(value)])),
    }),
    ...(Array.isArray(externalRegistryHostnames) && { externalRegistryHostnames: texts(externalRegistryHostnames) }),
    ...(Array.isArray(allowedRegistriesForImport) && {
      allowedRegistriesForImport: allowedRegistriesForImport.flatMap((entry: unknown) => {
        const { domainName, insecure } = fieldsOf(entry)
        return typeof domainName === 'string' ? [{ domainName, ...(insecure === true && { insecure }) }] : []
      }),
    }),
    ...(typeof name === 'string' && { additionalTrustedCA: { name } }),
    ...((imageStreamImportMode === 'Legacy' || imageStreamImportMode === 'PreserveOriginal') && {
      imageStreamImportMode,
    }),
  }
}

/** The checks of the form, at the fields of the text. What is wrong already and not touched is a warning. */
export function policyYamlProblems(edited: object, origin: ImageConfig): ObjectProblem[] {
  const spec = fieldsOf(fieldsOf(edited)['spec'])
  const sources = fieldsOf(spec['registrySources'])
  const was = origin.spec ?? {}
  const problems: ObjectProblem[] = []
  const check = (
    path: readonly (string | number)[],
    list: unknown,
    before: unknown,
    problem: (entry: unknown) => string | undefined,
  ) => {
    const severity = isSame(list ?? [], before ?? []) ? ('warning' as const) : ('error' as const)
    for (const [index, entry] of entriesOf(list).entries()) {
      const message = problem(entry)
      if (message !== undefined) problems.push({ path: ['spec', ...path, index], severity, message })
    }
  }
  for (const list of entryLists) {
    const outside = list === 'externalRegistryHostnames'
    check(
      outside ? [list] : ['registrySources', list],
      outside ? spec[list] : sources[list],
      outside ? was.externalRegistryHostnames : was.registrySources?.[list],
      (entry) => (typeof entry === 'string' ? entryProblem(list, entry) : undefined),
    )
  }
  check(['allowedRegistriesForImport'], spec['allowedRegistriesForImport'], was.allowedRegistriesForImport, (entry) => {
    const { domainName } = fieldsOf(entry)
    return typeof domainName === 'string' ? importDomainProblem(domainName) : undefined
  })
  if (entriesOf(sources['allowedRegistries']).length > 0 && entriesOf(sources['blockedRegistries']).length > 0)
    problems.push({
      path: ['spec', 'registrySources'],
      severity: isSame(sources, { ...was.registrySources }) ? 'warning' : 'error',
      message: exclusive(),
    })
  return problems
}
