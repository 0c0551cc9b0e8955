/** A container as a pod template has it. */
export interface Container {
  name?: string
  image?: string
  imagePullPolicy?: string
  command?: string[] | null
  args?: string[] | null
  env?: { name?: string; value?: string }[] | null
  resources?: { requests?: Record<string, string> | null; limits?: Record<string, string> | null } | null
}

export interface PodSpec {
  containers?: Container[] | null
  initContainers?: Container[] | null
  nodeSelector?: Record<string, string> | null
  tolerations?: object[] | null
  affinity?: object | null
  volumes?: { name?: string; persistentVolumeClaim?: { claimName?: string } | null; emptyDir?: object | null }[] | null
}

/** What the pods of a workload are made from. */
export interface PodTemplate {
  metadata?: { annotations?: Record<string, string> | null } | null
  spec?: PodSpec | null
}
