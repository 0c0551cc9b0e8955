import type { Feed } from '../server/logs.ts'
import type { LogLine } from '../server/written.ts'
import { Random } from './random.ts'

const pad = (value: number, digits: number) => String(value).padStart(digits, '0')

/** A line of a Kubernetes component: level and date, thread, file. */
export function klogLine(at: number, level: 'I' | 'W' | 'E', file: string, message: string): LogLine {
  const date = new Date(at)
  const day = `${pad(date.getUTCMonth() + 1, 2)}${pad(date.getUTCDate(), 2)}`
  const time = date.toISOString()
  return { time, text: `${level}${day} ${time.slice(11, 23)}000       1 ${file}] ${message}` }
}

interface ComponentOptions {
  pod: string
  started: number
  base: number
  oldest: number
  live: boolean
}

/** A line for each so many milliseconds. */
const regularly =
  (every: number, lineOf: (at: number, number: number) => LogLine[], first: (at: number) => LogLine[]) =>
  ({ started, base, oldest, live }: ComponentOptions): Feed =>
  (from, until) => {
    const to = live ? until : Math.min(until, base)
    const lines: LogLine[] = []
    if (started >= oldest) lines.push(...first(started))
    const begin = Math.max(from, started, oldest)
    for (let number = Math.floor((begin - base) / every); number <= Math.floor((to - base) / every); number++)
      lines.push(...lineOf(base + number * every, number))
    return lines.filter(({ time }) => Date.parse(time) > from && Date.parse(time) <= to)
  }

const OPERATOR_FILE = 'generator.go:62'

/** What the operator of the registry writes: klog. */
export const operatorLog = (options: ComponentOptions): Feed =>
  regularly(
    97_000,
    (at, number) => {
      const random = new Random(`${options.pod} ${number}`)
      const chance = random.next()
      if (chance < 0.6)
        return [
          klogLine(
            at + 120,
            'I',
            OPERATOR_FILE,
            `object *v1.ClusterOperator, Name=image-registry updated: changed:metadata.resourceVersion={"${random.between(20_000, 40_000)}" -> "${random.between(40_000, 90_000)}"}`,
          ),
        ]
      if (chance < 0.8)
        return [
          klogLine(at + 2210, 'I', 'reflector.go:383', 'pkg/mod/k8s.io/client-go@v0.26.1/tools/cache: forcing resync'),
        ]
      if (chance < 0.92)
        return [
          klogLine(
            at + 910,
            'W',
            'warnings.go:70',
            'policy/v1beta1 PodSecurityPolicy is deprecated in v1.21+, unavailable in v1.25+',
          ),
        ]
      return [
        klogLine(
          at + 410,
          'E',
          'imageregistrycertificates.go:131',
          'ImageRegistryCertificatesController: unable to sync: Operation cannot be fulfilled on configmaps "image-registry-certificates": the object has been modified; please apply your changes to the latest version and try again, requeuing',
        ),
      ]
    },
    (at) => [
      klogLine(at + 300, 'I', 'main.go:44', 'Cluster Image Registry Operator Version: 4.13.0'),
      klogLine(at + 301, 'I', 'main.go:45', 'Go Version: go1.19.10'),
      klogLine(at + 301, 'I', 'main.go:46', 'Go OS/Arch: linux/amd64'),
      klogLine(
        at + 340,
        'I',
        'leaderelection.go:248',
        'attempting to acquire leader lease openshift-image-registry/openshift-master-controllers...',
      ),
      klogLine(
        at + 900,
        'I',
        'leaderelection.go:258',
        'successfully acquired lease openshift-image-registry/openshift-master-controllers',
      ),
      klogLine(at + 950, 'I', 'controllerimagepruner.go:386', 'Starting ImagePrunerController'),
      klogLine(at + 955, 'I', 'controller.go:453', 'Starting Controller'),
    ],
  )(options)

/** What a node's certificate daemon writes: a shell's words, when it copies authorities. */
export const nodeCaLog = (options: ComponentOptions): Feed =>
  regularly(
    600_000,
    (at) => [
      { time: new Date(at).toISOString(), text: 'image-registry.openshift-image-registry.svc..5000' },
      { time: new Date(at + 3).toISOString(), text: 'image-registry.openshift-image-registry.svc.cluster.local..5000' },
    ],
    () => [],
  )(options)
