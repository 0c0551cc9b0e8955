import { Interner } from '../../lib/interner.ts'

/** The digests of images, as numbers: lists of images and of what holds them speak of the same ones. */
export const imageNumbers = new Interner()
