import { describe, expect, it } from 'vitest'
import type { Image } from './image.ts'
import { imageOriginOf, webAddress } from './imageOrigin.ts'

const image = (Labels: Record<string, string>, Env: string[] = []): Image => ({
  metadata: { name: 'sha256:1' },
  dockerImageMetadata: { Config: { Labels, Env } },
})

describe('the origin of an image', () => {
  it.each<[string, Image, object]>([
    ['nothing', { metadata: { name: 'sha256:1' } }, {}],
    [
      'a build of OpenShift',
      image({
        'io.openshift.build.name': 'api-7',
        'io.openshift.build.namespace': 'payments',
        'io.openshift.build.source-location': 'https://git.example/api.git',
        'io.openshift.build.commit.id': 'abc',
        'io.openshift.build.commit.ref': 'main',
        'io.openshift.build.commit.author': 'A <a@example>',
        'io.openshift.build.commit.message': 'Mend it',
      }),
      {
        build: { name: 'api-7', namespace: 'payments' },
        source: 'https://git.example/api.git',
        revision: 'abc',
        reference: 'main',
        commitAuthor: 'A <a@example>',
        commitMessage: 'Mend it',
      },
    ],
    [
      'a build, from the environment alone',
      image({}, ['OPENSHIFT_BUILD_NAME=api-7', 'OPENSHIFT_BUILD_NAMESPACE=payments', 'OPENSHIFT_BUILD_COMMIT=abc']),
      { build: { name: 'api-7', namespace: 'payments' }, revision: 'abc' },
    ],
    [
      'source-to-image',
      image({ 'io.openshift.s2i.build.image': 'ubi9/python', 'io.openshift.s2i.build.commit.id': 'def' }),
      { builder: 'ubi9/python', revision: 'def' },
    ],
    [
      'the labels of Red Hat',
      image({ 'vcs-url': 'https://git', 'vcs-ref': 'abc', version: '9.4', 'vcs-type': 'git' }),
      { source: 'https://git', revision: 'abc', version: '9.4' },
    ],
    [
      'the annotations of OCI before those of others',
      image({ 'org.opencontainers.image.source': 'https://oci', 'vcs-url': 'https://vcs', version: ' ' }),
      { source: 'https://oci' },
    ],
  ])('from %s', (_, of, expected) => {
    expect(imageOriginOf(of)).toEqual(expected)
  })

  it.each([
    ['https://git.example/api', 'https://git.example/api'],
    ['http://git.example', 'http://git.example'],
    ['git@github.com:acme/api.git', undefined],
    ['ssh://git@example/api', undefined],
    ['javascript:alert(1)', undefined],
    ['', undefined],
  ])('%s is opened as %s', (source, expected) => {
    expect(webAddress(source)).toBe(expected)
  })
})
