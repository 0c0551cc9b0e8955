import { describe, expectTypeOf, it } from 'vitest'
import type { Schemas } from './generated/schema.ts'
import type { Image, ImageLayer, ImageManifest } from './resources/image.ts'
import type { ImageStream, TagEvent, TagEventCondition, TagEventList, TagReference } from './resources/imageStream.ts'
import type { Project } from './resources/project.ts'
import type { ObjectMeta, Status } from './types.ts'

// Checked by the compiler: types written by hand are looser than the schema, as real servers are, but never say otherwise.
type Of<Name extends string> = Schemas[`openshift.image.v1.${Name}` & keyof Schemas]

describe('the types of the client against the schema', () => {
  it('take every object that the schema allows', () => {
    expectTypeOf<Of<'ImageStream'>>().toExtend<Omit<ImageStream, 'metadata'>>()
    expectTypeOf<Of<'Image'>>().toExtend<Omit<Image, 'metadata'>>()
    expectTypeOf<Schemas['openshift.project.v1.Project']>().toExtend<Omit<Project, 'metadata'>>()
  })

  it('name no field that the schema does not have', () => {
    expectTypeOf<keyof ImageStream>().toExtend<keyof Of<'ImageStream'>>()
    expectTypeOf<keyof NonNullable<ImageStream['spec']>>().toExtend<keyof Of<'ImageStreamSpec'>>()
    expectTypeOf<keyof NonNullable<ImageStream['status']>>().toExtend<keyof Of<'ImageStreamStatus'>>()
    expectTypeOf<keyof TagReference>().toExtend<keyof Of<'TagReference'>>()
    expectTypeOf<keyof TagEvent>().toExtend<keyof Of<'TagEvent'>>()
    expectTypeOf<keyof TagEventCondition>().toExtend<keyof Of<'TagEventCondition'>>()
    expectTypeOf<keyof TagEventList>().toExtend<keyof Of<'NamedTagEventList'>>()
    expectTypeOf<keyof Image>().toExtend<keyof Of<'Image'>>()
    expectTypeOf<keyof ImageLayer>().toExtend<keyof Of<'ImageLayer'>>()
    expectTypeOf<keyof ImageManifest>().toExtend<keyof Of<'ImageManifest'>>()
    expectTypeOf<keyof ObjectMeta>().toExtend<keyof Schemas['meta.v1.ObjectMeta']>()
    expectTypeOf<keyof Status>().toExtend<keyof Schemas['meta.v1.Status']>()
  })
})
