import { expect, test } from 'vitest'
import type { LogRow } from '../../logs/logProtocol.ts'
import { LogPlace } from './logPlace.ts'
import type { LogRowsSource } from './logRows.ts'
import { rowOf } from './logRowsTesting.ts'

const measures = { rowHeight: 20, viewport: 600 }

function sourceOf(count: number, more: Partial<LogRowsSource> = {}): LogRowsSource {
  return {
    count,
    lines: count,
    longest: 10,
    moved: 0,
    get: (index) => (index >= 0 && index < count ? rowOf(index) : undefined),
    want: () => {},
    subscribe: () => () => {},
    text: async () => '',
    ...more,
  }
}

/** What a place needs of an element: it cannot be scrolled beyond its ends. */
function frameOf(place: LogPlace, room = measures): HTMLElement {
  let top = 0
  const frame = {
    get clientHeight() {
      return room.viewport
    },
    get scrollHeight() {
      return place.height
    },
    get scrollTop() {
      return top
    },
    set scrollTop(wanted: number) {
      top = Math.min(Math.max(0, wanted), place.height - room.viewport)
    },
  }
  return frame as HTMLElement
}

function standing(count: number) {
  const place = new LogPlace()
  place.show(sourceOf(count), measures, false)
  const frame = frameOf(place)
  place.settle(frame)
  return { place, frame }
}

test('the first and the last of five million rows are reached exactly', () => {
  const { place, frame } = standing(5_000_000)
  place.moveTo(frame, Infinity)
  expect(place.inSight).toEqual([4_999_970, 5_000_000])
  expect(frame.scrollTop).toBe(place.height - measures.viewport)
  place.moveTo(frame, 0)
  expect(place.inSight).toEqual([0, 30])
  expect(frame.scrollTop).toBe(0)
})

test('whoever follows is moved by a frame that grows before its rows have come, and does not look back by that', () => {
  const place = new LogPlace()
  const room = { ...measures }
  place.show(sourceOf(100), room, true)
  const frame = frameOf(place, room)
  place.settle(frame)
  expect(frame.scrollTop).toBe(1400)
  room.viewport = 800
  place.show(sourceOf(400, { get: (index) => (index < 100 ? rowOf(index) : undefined) }), room, true)
  frame.scrollTop = 1400
  expect(frame.scrollTop).toBe(1200)
  expect(place.scrolled(frame)).toBe('on')
  frame.scrollTop = 1000
  expect(place.scrolled(frame)).toBe('back')
})

test('steps move by their pixels, also when the bar comes to its end first', () => {
  const { place, frame } = standing(5_000_000)
  place.moveTo(frame, 8000)
  const before = place.offset
  for (let step = 0; step < 100; step++) {
    frame.scrollTop -= 60
    expect(place.scrolled(frame)).toBe('back')
  }
  expect(place.offset).toBe(before - 6000)
  for (let step = 0; step < 40; step++) {
    frame.scrollTop -= 60
    place.scrolled(frame)
  }
  expect(place.offset).toBe(0)
  place.leave()
})

test('what the list itself has scrolled is no scrolling of somebody', () => {
  const { place, frame } = standing(1000)
  place.moveTo(frame, 5000)
  expect(place.scrolled(frame)).toBe('no')
  frame.scrollTop += 100
  expect(place.scrolled(frame)).toBe('on')
})

test('whoever follows stays at the end, and gets room together with the rows in it', () => {
  const place = new LogPlace()
  place.show(sourceOf(100), measures, true)
  const frame = frameOf(place)
  place.settle(frame)
  expect(frame.scrollTop).toBe(1400)
  const rowsOfBefore = (index: number): LogRow | undefined => (index < 100 ? rowOf(index) : undefined)
  place.show(sourceOf(200, { get: rowsOfBefore }), measures, true)
  place.settle(frame)
  expect(place.height).toBe(2000)
  expect(place.drawn.rows.at(-1)?.line).toBe(99)
  place.show(sourceOf(200), measures, true)
  place.settle(frame)
  expect(frame.scrollTop).toBe(3400)
  expect(place.drawn.rows.at(-1)?.line).toBe(199)
})

test('rows that come above those in sight move the bar, not the rows', () => {
  const { place, frame } = standing(1000)
  place.moveTo(frame, 5005)
  place.show(sourceOf(1000), measures, false)
  place.show(sourceOf(1070, { moved: 70 }), measures, false)
  place.settle(frame)
  expect(place.offset).toBe(6405)
  expect(frame.scrollTop).toBe(6405)
  place.show(sourceOf(1000, { moved: 0 }), measures, false)
  place.settle(frame)
  expect(frame.scrollTop).toBe(5005)
})

test('rows that stay keep their elements, those that come take the ones that are free', () => {
  const { place, frame } = standing(1000)
  const before = new Map(place.drawn.rows.map(({ line }, nth) => [line, place.drawn.elements[nth]]))
  place.moveTo(frame, 300)
  place.show(sourceOf(1000), measures, false)
  const { rows, elements } = place.drawn
  const stayed = rows.flatMap(({ line }, nth) => (before.has(line) ? [[before.get(line), elements[nth]]] : []))
  expect(stayed.length).toBeGreaterThan(20)
  expect(stayed.map(([, now]) => now)).toEqual(stayed.map(([then]) => then))
  expect(new Set(elements).size).toBe(rows.length)
})
