import { render, screen } from '@testing-library/react'
import { QueryClientProvider } from '@tanstack/react-query'
import { MemoryRouter } from 'react-router'
import type { ReactNode } from 'react'
import { expect, test } from 'vitest'
import { imageConsumersQuery } from '../../../k8s/imageConsumers.ts'
import { createQueryClient } from '../../../k8s/queryClient.ts'
import type { ImageStream } from '../../../k8s/resources/imageStream.ts'
import { consumerKinds, type WorkloadImages } from '../../../k8s/resources/imageConsumerWorkload.ts'
import { triggerFieldPath, triggersAnnotation } from '../../../k8s/resources/imageTrigger.ts'
import type { K8sObject } from '../../../k8s/types.ts'
import { ConsumersOf } from './ConsumerSummary.tsx'
import { Rollouts } from './Rollouts.tsx'

const registry = 'image-registry.openshift-image-registry.svc:5000'
const digest = `sha256:${'a'.repeat(64)}`
const stream: ImageStream = {
  metadata: { name: 'web', namespace: 'shop' },
  spec: { tags: [{ name: 'live', from: { kind: 'ImageStreamTag', name: 'v1' } }] },
  status: {
    dockerImageRepository: `${registry}/shop/web`,
    tags: [{ tag: 'v1', items: [{ image: digest, created: null }] }],
  },
}

function make(kind: string, name: string, spec: object, annotations: Record<string, string> = {}): WorkloadImages {
  const found = consumerKinds.find(({ type }) => type.kind === kind)
  if (!found) throw new Error(`no kind ${kind}`)
  return found.project({ metadata: { name, namespace: 'shop', uid: name, annotations }, spec } as K8sObject) // the spec is that of its kind
}
const pods = (image: string) => ({ template: { spec: { containers: [{ name: 'web', image }] } } })
const following = (name: string, tag: string, more: object = {}, entry: object = {}) => {
  const from = { kind: 'ImageStreamTag', name: `web:${tag}` }
  const trigger = { from, fieldPath: triggerFieldPath('web', 'spec.template.spec'), ...entry }
  return make('Deployment', name, { ...pods(' '), ...more }, { [triggersAnnotation]: JSON.stringify([trigger]) })
}
const building = make('BuildConfig', 'next', {
  strategy: { dockerStrategy: { from: { kind: 'ImageStreamTag', name: 'web:v1' } } },
  triggers: [{ type: 'ImageChange', imageChange: {} }],
})

function show(children: ReactNode, workloads: readonly WorkloadImages[]) {
  const client = createQueryClient()
  client.setQueryData(imageConsumersQuery().queryKey, { workloads, notListed: [], byProject: false, at: Date.now() })
  return render(
    <QueryClientProvider client={client}>
      <MemoryRouter>{children}</MemoryRouter>
    </QueryClientProvider>,
  )
}

test('says what rolls out, what builds and what waits when a tag moves, and the tags that follow it', () => {
  const workloads = [
    following('front', 'v1'),
    following('back', 'live'),
    following('held', 'v1', { paused: true }),
    following('off', 'v1', {}, { paused: true }),
    following('other', 'v2'),
    building,
  ]
  show(<Rollouts stream={stream} tag="v1" />, workloads)
  expect(screen.getByText('2 workloads will roll out: Deployment shop/front, Deployment shop/back.')).toBeVisible()
  expect(screen.getByText('1 build will start: BuildConfig shop/next.')).toBeVisible()
  expect(
    screen.getByText('1 paused workload gets the image and rolls out when it is resumed: Deployment shop/held.'),
  ).toBeVisible()
})

test('says nothing when nothing happens', () => {
  const { container } = show(<Rollouts stream={stream} tag="live" />, [following('front', 'v1')])
  expect(container).toBeEmptyDOMElement()
})

test('says that nothing happens where that is asked', () => {
  show(<Rollouts stream={stream} tag="live" orNone />, [following('front', 'v1')])
  expect(screen.getByText('No workload that you may list rolls out.')).toBeVisible()
})

test('says who names the tag and does not move with it', () => {
  const named = pods(`${registry}/shop/web:v1`)
  const workloads = [
    make('Deployment', 'still', named),
    make('Deployment', 'live-too', pods(`${registry}/shop/web:live`)),
    make('Deployment', 'elsewhere', pods(`${registry}/shop/web@${digest}`)),
    following('front', 'v1', named),
  ]
  show(<Rollouts stream={stream} tag="v1" />, workloads)
  expect(screen.getByText('1 workload will roll out: Deployment shop/front.')).toBeVisible()
  expect(
    screen.getByText(
      '2 workloads name the tag without a trigger and keep their image until they get new pods: Deployment shop/still, Deployment shop/live-too.',
    ),
  ).toBeVisible()
})

test('sums up who uses a tag, and tells who has its image from elsewhere apart', () => {
  const many = Array.from({ length: 8 }, (_, index) =>
    make('Deployment', `d${String(index)}`, pods(`${registry}/shop/web:v1`)),
  )
  const copy = make('StatefulSet', 'copy', pods(`quay.io/other/web@${digest}`))
  const pusher = make('BuildConfig', 'pusher', { output: { to: { kind: 'ImageStreamTag', name: 'web:v1' } } })
  show(<ConsumersOf stream={stream} tag="v1" />, [...many, copy, pusher])
  expect(screen.getByText('Used by 8 workloads:')).toBeVisible()
  expect(screen.getAllByRole('listitem')).toHaveLength(6)
  expect(screen.getByText('and 2 more')).toBeVisible()
  expect(screen.getByText('Pushed by BuildConfig shop/pusher.')).toBeVisible()
  expect(screen.getByText('1 has the same image from elsewhere and keeps it.')).toBeVisible()
  expect(screen.getByRole('link', { name: 'Show all that uses it' })).toHaveAttribute(
    'href',
    '/imagestreams/shop/web/tags/v1/used-by',
  )
})

test('sums up that nobody does', () => {
  show(<ConsumersOf stream={stream} />, [])
  expect(screen.getByText('Used by no workload that you may list.')).toBeVisible()
  expect(screen.queryByRole('link')).toBeNull()
})
