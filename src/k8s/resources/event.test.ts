import { describe, expect, it } from 'vitest'
import { countOf, eventsAbout, lastSeenOf, reporterOf, type Event } from './event.ts'

const event = (fields: Partial<Event>): Event => ({ metadata: { name: 'e' }, involvedObject: {}, ...fields })

describe('an event', () => {
  it.each([
    [event({ count: 7 }), 7],
    [event({ series: { count: 3 } }), 3],
    [event({ series: null, count: null }), 1],
    [event({ count: 0 }), 1],
    [event({}), 1],
  ])('counts how often %j happened', (given, count) => {
    expect(countOf(given)).toBe(count)
  })

  it.each([
    [event({ lastTimestamp: '2', firstTimestamp: '1', eventTime: null }), '2'],
    [event({ lastTimestamp: null, firstTimestamp: null, eventTime: '3' }), '3'],
    [event({ eventTime: '3', series: { lastObservedTime: '4' } }), '4'],
    [event({ metadata: { name: 'e', creationTimestamp: '5' } }), '5'],
    [event({}), undefined],
  ])('was last seen, %#', (given, seen) => {
    expect(lastSeenOf(given)).toBe(seen)
  })

  it.each([
    [event({ source: { component: 'kubelet' } }), 'kubelet'],
    [event({ source: {}, reportingComponent: 'openshift.io/image-import' }), 'openshift.io/image-import'],
    [event({ reportingComponent: '' }), undefined],
  ])('says who wrote it, %#', (given, reporter) => {
    expect(reporterOf(given)).toBe(reporter)
  })
})

it('asks for the events of one object', () => {
  expect(eventsAbout({ kind: 'ImageStream', namespace: 'demo', name: 'web' })).toEqual({
    namespace: 'demo',
    fieldSelector: 'involvedObject.kind=ImageStream,involvedObject.name=web,involvedObject.namespace=demo',
  })
  expect(eventsAbout({ kind: 'Node', name: 'a' })).toEqual({
    fieldSelector: 'involvedObject.kind=Node,involvedObject.name=a',
  })
})
