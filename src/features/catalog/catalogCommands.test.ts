import { expect, test } from 'vitest'
import {
  deploymentCommand,
  isGitAddress,
  newAppCommand,
  newAppOfImageCommand,
  streamReference,
} from './catalogCommands.ts'

const nodejs = {
  namespace: 'openshift',
  stream: 'nodejs',
  version: { tag: '22-ubi9', sample: { repository: 'https://github.com/sclorg/nodejs-ex.git' } },
  into: 'demo',
}

test.each([
  {
    name: 'with its sample',
    use: nodejs,
    command: 'oc new-app nodejs:22-ubi9~https://github.com/sclorg/nodejs-ex.git --name=nodejs-sample -n demo',
  },
  {
    name: 'a part of a repository at a branch',
    use: {
      ...nodejs,
      version: {
        tag: '17',
        sample: { repository: 'https://github.com/o/r', contextDir: 'undertow servlet', ref: '1.3' },
      },
    },
    command:
      "oc new-app 'nodejs:17~https://github.com/o/r#1.3' '--context-dir=undertow servlet' --name=nodejs-sample -n demo",
  },
  {
    name: 'of another project, where oc is',
    use: { ...nodejs, namespace: 'shared', stream: 'My_Node.js', into: undefined, version: { tag: '1' } },
    command: 'oc new-app shared/My_Node.js:1~https://example.com/ORG/REPOSITORY.git --name=my-node-js-app',
  },
  {
    name: 'a transport that runs programs',
    use: { ...nodejs, version: { tag: '1', sample: { repository: 'ext::sh -c touch% /tmp/x', contextDir: '..' } } },
    command: 'oc new-app nodejs:1~https://example.com/ORG/REPOSITORY.git --name=nodejs-app -n demo',
  },
])('oc new-app: $name', ({ use, command }) => expect(newAppCommand(use)).toBe(command))

test('images that are deployed as they are', () => {
  expect(streamReference(nodejs)).toBe('openshift/nodejs:22-ubi9')
  expect(newAppOfImageCommand(nodejs)).toBe('oc new-app --image-stream=openshift/nodejs:22-ubi9 --name=nodejs -n demo')
  expect(deploymentCommand(nodejs, 'registry:5000/openshift/nodejs:22-ubi9')).toBe(
    'oc create deployment nodejs --image=registry:5000/openshift/nodejs:22-ubi9 -n demo',
  )
})

test.each([
  ['https://github.com/a/b.git', true],
  ['git@github.com:a/b.git', true],
  ['ssh://git@host:22/a', true],
  ['javascript:alert(1)', false],
  ['file:///etc/passwd', false],
  ['--upload-pack=x', false],
  ['https://a/b\nrm -rf /', false],
])('%j as the address of a repository: %j', (address, is) => expect(isGitAddress(address)).toBe(is))
