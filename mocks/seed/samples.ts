import type { K8sObject } from '../../src/k8s/types.ts'
import {
  image,
  imageIndex,
  imageStream,
  revision,
  type ImageSpec,
  type RegistryImage,
  type TagSpec,
} from './builders.ts'

/** The release whose samples these are. */
export const samplesVersion = '4.13.0'

/** Streams that the samples operator was told to leave alone. */
export const skippedSamples = ['redis']

/** A stream of the samples operator: language, versions newest last, and the tags the catalog sorts it by. */
interface Sample {
  name: string
  display: string
  versions: string[]
  tags: string
  repo?: string
  MiB: number
  /** Where `iconClass` is not the name. */
  icon?: string
  /** Folder of sclorg that its image is made in, with a README for each version. */
  source?: string
}

const samples: Sample[] = [
  {
    name: 'nodejs',
    display: 'Node.js',
    versions: ['18-ubi9', '20-ubi9', '22-ubi9'],
    tags: 'builder,nodejs',
    repo: 'nodejs-ex',
    MiB: 92,
    source: 's2i-nodejs-container',
  },
  {
    name: 'python',
    display: 'Python',
    versions: ['3.9-ubi9', '3.11-ubi9', '3.12-ubi9'],
    tags: 'builder,python',
    repo: 'django-ex',
    MiB: 118,
    source: 's2i-python-container',
  },
  {
    name: 'php',
    display: 'PHP',
    versions: ['8.1-ubi9', '8.2-ubi9'],
    tags: 'builder,php',
    repo: 'cakephp-ex',
    MiB: 104,
    source: 's2i-php-container',
  },
  {
    name: 'ruby',
    display: 'Ruby',
    versions: ['3.0-ubi9', '3.3-ubi9'],
    tags: 'builder,ruby',
    repo: 'ruby-ex',
    MiB: 110,
    source: 's2i-ruby-container',
  },
  {
    name: 'httpd',
    display: 'Apache HTTP Server (httpd)',
    versions: ['2.4-ubi9'],
    tags: 'builder,httpd',
    repo: 'httpd-ex',
    MiB: 38,
    source: 'httpd-container',
  },
  {
    name: 'nginx',
    display: 'Nginx HTTP server',
    versions: ['1.22-ubi9', '1.24-ubi9'],
    tags: 'builder,nginx',
    repo: 'nginx-ex',
    MiB: 36,
    source: 'nginx-container',
  },
  {
    name: 'java',
    display: 'Red Hat OpenJDK',
    versions: ['openjdk-17-ubi9', 'openjdk-21-ubi9'],
    tags: 'builder,java,openjdk',
    MiB: 171,
    icon: 'rh-openjdk',
  },
  {
    name: 'dotnet',
    display: '.NET',
    versions: ['6.0-ubi9', '8.0-ubi9'],
    tags: 'builder,dotnet',
    repo: 'dotnet-ex',
    MiB: 203,
  },
  {
    name: 'golang',
    display: 'Go',
    versions: ['1.22-ubi9'],
    tags: 'builder,golang',
    repo: 'golang-ex',
    MiB: 288,
    icon: 'go-gopher',
  },
  {
    name: 'postgresql',
    display: 'PostgreSQL',
    versions: ['13-el9', '15-el9'],
    tags: 'database,postgresql',
    MiB: 122,
    source: 'postgresql-container',
  },
  {
    name: 'mysql',
    display: 'MySQL',
    versions: ['8.0-el9'],
    tags: 'database,mysql',
    MiB: 131,
    source: 'mysql-container',
    icon: 'mysql-database',
  },
  { name: 'redis', display: 'Redis', versions: ['7-el9'], tags: 'database,redis', MiB: 54, source: 'redis-container' },
]

const ubi9 = { name: 'ubi9', MiB: 37.6 }

/** Where each version of each sample comes from, and the seed of its image; every fourth sample is for several platforms. */
export const sampleSources: readonly { path: string; seed: string; index: boolean; layers: ImageSpec['layers'] }[] =
  samples.flatMap(({ name, versions, MiB }, position) =>
    versions.map((version) => ({
      path: `ubi9/${name}-${version.replace(/-(ubi9|el9)$/, '')}`,
      seed: version,
      index: position % 4 === 0,
      layers: [ubi9, MiB * 0.62, MiB * 0.38],
    })),
  )

/** The streams the samples operator keeps in `openshift`, with their images. `ago` gives a time so many minutes back. */
export function sampleStreams(ago: (minutes: number) => string): { streams: K8sObject[]; images: K8sObject[] } {
  const images: K8sObject[] = []
  const streams = samples.map((sample, index) => {
    const tags: Record<string, TagSpec> = {}
    let newest: RegistryImage | undefined
    for (const [age, version] of sample.versions.toReversed().entries()) {
      const spec = {
        repository: `registry.redhat.io/ubi9/${sample.name}-${version.replace(/-(ubi9|el9)$/, '')}`,
        seed: version,
        created: ago(60 * 24 * (9 + 40 * age)),
        layers: [ubi9, sample.MiB * 0.62, sample.MiB * 0.38],
      }
      const made =
        index % 4 === 0
          ? imageIndex({ ...spec, architectures: ['amd64', 'arm64', 's390x', 'ppc64le'] })
          : ([image(spec)] as const)
      images.push(...made)
      newest ??= made[0]
      tags[version] = {
        from: { kind: 'DockerImage', name: `${spec.repository}:latest` },
        importMode: index % 4 === 0 ? 'PreserveOriginal' : 'Legacy',
        referencePolicy: 'Local',
        revisions: [revision(made[0], ago(60 * 24 * (6 + 30 * age)), 2)],
        annotations: annotationsOf(sample, version),
      }
    }
    if (newest) {
      const version = sample.versions.at(-1) ?? ''
      tags['latest'] = {
        from: { kind: 'ImageStreamTag', name: version },
        referencePolicy: 'Local',
        generation: 1,
        revisions: [revision(newest, ago(60 * 24 * 6), 2)],
        annotations: { 'openshift.io/display-name': `${sample.display} (Latest)`, tags: sample.tags },
      }
    }
    return imageStream({
      namespace: 'openshift',
      name: sample.name,
      created: ago(60 * 24 * 200),
      labels: { 'samples.operator.openshift.io/managed': String(!skippedSamples.includes(sample.name)) },
      annotations: {
        'openshift.io/display-name': sample.display,
        'openshift.io/image.dockerRepositoryCheck': ago(60 * 24 * 6),
        'samples.operator.openshift.io/version': samplesVersion,
      },
      tags,
    })
  })
  return { streams, images }
}

/** As openshift/library has them. */
function annotationsOf(sample: Sample, version: string): Record<string, string> {
  const { display, name, tags, repo, icon = name, source } = sample
  const platform = version.endsWith('-el9') ? 'RHEL 9' : 'UBI 9'
  const label = version.replace(/-(ubi9|el9)$/, '').replace('openjdk-', '')
  const builder = tags.startsWith('builder')
  const what = builder
    ? `Build and run ${display} ${label} applications on`
    : `Provides a ${display} ${label} database on`
  const readme = source && `https://github.com/sclorg/${source}/blob/master/${label}/README.md`
  const more = `For more information about using this ${builder ? 'builder ' : ''}image, including OpenShift considerations, see ${readme}.`
  return {
    'openshift.io/display-name': `${display} ${label} (${platform})`,
    'openshift.io/provider-display-name': 'Red Hat, Inc.',
    ...(readme && { 'openshift.io/documentation-url': readme }),
    description: `${what} ${platform}.${readme ? ` ${more}` : ''}`,
    iconClass: `icon-${icon}`,
    tags: version.startsWith('3.9') ? `${tags},hidden` : tags,
    version: label,
    ...(builder && { supports: `${name}:${label},${name}` }),
    ...(repo && { sampleRepo: `https://github.com/sclorg/${repo}.git` }),
    ...(name === 'java' && {
      sampleRepo: 'https://github.com/jboss-openshift/openshift-quickstarts',
      sampleContextDir: 'undertow-servlet',
    }),
  }
}
