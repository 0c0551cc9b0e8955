import { Pod, type PodContainer } from '../../../k8s/resources/pod.ts'
import { isSecretVariable, redacted, redactText } from '../../../lib/redaction.ts'
import { t } from '../../../lib/t.ts'
import { YamlTab } from '../../../ui/yaml/YamlTab.tsx'

const ignored = ['status']

/** The YAML of a pod, to be read: nearly nothing of a pod can be changed, and its owner would not know of it. */
export function PodYamlTab({ pod, gone }: { pod: Pod; gone: boolean }) {
  return (
    <YamlTab
      type={Pod}
      object={pod}
      gone={gone}
      ignored={ignored}
      masked={masked}
      readOnly={t(
        'A pod is made from its owner’s template: change the registry’s settings, and its pods are made anew. Values of variables that look like secrets are left out here.',
      )}
    />
  )
}

/** A pod without the values of variables that look like secrets: the registry's HTTP secret is one. */
function masked(pod: Pod): Pod {
  if (!pod.spec) return pod
  const { containers, initContainers } = pod.spec
  return {
    ...pod,
    spec: {
      ...pod.spec,
      ...(containers && { containers: containers.map(maskedContainer) }),
      ...(initContainers && { initContainers: initContainers.map(maskedContainer) }),
    },
  }
}

function maskedContainer(container: PodContainer): PodContainer {
  if (!container.env) return container
  const env = container.env.map((variable) => {
    const { name = '', value } = variable
    if (!value) return variable
    return { ...variable, value: isSecretVariable(name) ? redacted : redactText(value) }
  })
  return { ...container, env }
}
