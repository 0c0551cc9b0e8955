/** A work inside a package, or in the console's own sources, that has a license and authors of its own. */
export interface Work {
  name: string
  version?: string
  license: string
  homepage: string
  /** Which modules and files hold it, by their paths. */
  holds: RegExp
  /** What says the license, from the root of the project. */
  text: string
  note: string
}

/** Packages do not say all of this in a way that a program can read. */
export const works: readonly Work[] = [
  {
    name: 'Red Hat fonts',
    version: '1.030',
    license: 'OFL-1.1',
    homepage: 'https://github.com/RedHatOfficial/RedHatFont',
    holds: /node_modules\/@patternfly\/.*\/RedHat(Display|Mono|Text)VF[^/]*\.woff2$/,
    text: 'scripts/supply/texts/red-hat-fonts.txt',
    note: 'The fonts Red Hat Display, Red Hat Text and Red Hat Mono, in @patternfly/react-core.',
  },
  {
    name: 'PatternFly icon font',
    license: 'MIT',
    homepage: 'https://github.com/patternfly/patternfly',
    holds: /node_modules\/@patternfly\/.*\/pf-v6-pficon\.woff2$/,
    text: 'node_modules/@patternfly/react-core/LICENSE',
    note: 'In @patternfly/react-core.',
  },
  {
    name: 'Font Awesome Free',
    version: '5.15.4',
    license: 'CC-BY-4.0',
    homepage: 'https://fontawesome.com',
    holds: /node_modules\/@patternfly\/react-icons\/dist\/.*\/icons\//,
    text: 'scripts/supply/texts/font-awesome.txt',
    note: 'Icons by Font Awesome are among those of @patternfly/react-icons, which made components of them.',
  },
  {
    name: 'Simple Icons, drawings with licenses of their own',
    license: 'CC-BY-4.0 AND CC-BY-3.0 AND CC-BY-SA-2.5 AND CC-BY-SA-3.0 AND CC-BY-SA-4.0',
    homepage: 'https://simpleicons.org',
    holds: /node_modules\/simple-icons\/icons\//,
    text: 'public/icons.txt',
    note: 'Files of their own, shown as they are. What else is in simple-icons is under CC0 1.0.',
  },
  {
    name: 'OpenShift and Kubernetes API descriptions',
    license: 'Apache-2.0',
    homepage: 'https://github.com/openshift/api',
    holds: /\/src\/k8s\/generated\/schemas\//,
    text: 'LICENSE',
    note: 'What the YAML editor says of fields are the words of the API, shortened.',
  },
]

/** Packages that ship without the text of their license: where the same authors have it. */
export const textsElsewhere: Readonly<Record<string, string>> = {
  // package.json says MIT, as the package beside it that holds the same style sheets.
  '@patternfly/patternfly': 'node_modules/@patternfly/react-core/LICENSE',
  // In demonstrations. package.json says MIT, and msw's authors wrote it.
  'is-node-process': 'node_modules/msw/LICENSE.md',
}

/** Files that always are works of their own: fonts have licenses that software has not. */
export const ALWAYS_A_WORK = /\.(woff2?|ttf|otf|eot)$/
