import { configFields } from '../../k8s/resources/registryConfigFields.ts'
import { t } from '../../lib/t.ts'

/** What a field means, by the definition that holds it. The API's own descriptions are long, English, and not served by every cluster. */
export function fieldText(definition: string, field: string): string | undefined {
  const path = `${definition}.${field}`
  return texts[path]?.() ?? (path.startsWith(ofConfig) ? configText(path.slice(ofConfig.length)) : undefined)
}

const ofConfig = 'imageregistry.v1.Config.'

/** What a field of the registry's Config means, in the words of its form. */
function configText(path: string): string | undefined {
  const field = configFields.find((each) => each.path === path)
  return field?.help?.() ?? field?.label()
}

const texts: Record<string, (() => string) | undefined> = {
  'meta.v1.ObjectMeta.annotations': () => t('Texts by key that tools and people read. Nothing is selected by them.'),
  'meta.v1.ObjectMeta.labels': () => t('Texts by key that objects are selected by.'),
  'meta.v1.ObjectMeta.name': () => t('Cannot be changed. To rename, create a new object.'),
  'meta.v1.ObjectMeta.namespace': () => t('The project. Cannot be changed.'),
  'meta.v1.ObjectMeta.finalizers': () => t('What has to be done before the object goes away.'),
  'meta.v1.ObjectMeta.ownerReferences': () => t('The objects that this one is deleted with.'),
  'meta.v1.ObjectMeta.resourceVersion': () => t('The version this text was made from. Only the server changes it.'),
  'image.v1.ImageStreamSpec.dockerImageRepository': () =>
    t('A repository elsewhere, all of whose tags are imported when the stream is created.'),
  'image.v1.ImageStreamSpec.lookupPolicy': () => t('How the names of images in pods of the project are resolved.'),
  'image.v1.ImageStreamSpec.tags': () =>
    t('Tags that get their image from somewhere. Tags that are only pushed are not here but in the status.'),
  'image.v1.ImageLookupPolicy.local': () =>
    t('Whether pods of the project may use the short name of the stream as their image.'),
  'image.v1.TagReference.annotations': () =>
    t('Texts by key: description, tags and version show in catalogs; openshift.io/display-name names the tag.'),
  'image.v1.TagReference.from': () => t('Where the image comes from.'),
  'image.v1.TagReference.generation': () =>
    t('0 imports the tag again when it is saved. The server keeps every other value as it was.'),
  'image.v1.TagReference.importPolicy': () => t('How an image from another registry is imported.'),
  'image.v1.TagReference.name': () => t('What stands after the colon in a pull spec.'),
  'image.v1.TagReference.reference': () => t('Only refers to the image: nothing is imported.'),
  'image.v1.TagReference.referencePolicy': () => t('From where workloads pull the image.'),
  'image.v1.TagReference.from.kind': () =>
    t('DockerImage is an image in any registry, ImageStreamTag a tag, ImageStreamImage one exact image of a stream.'),
  'image.v1.TagReference.from.name': () =>
    t('A pull spec, a tag as STREAM:TAG, or an image as STREAM@DIGEST, by the kind.'),
  'image.v1.TagReference.from.namespace': () => t('The project of the other stream, where it is not this one.'),
  'image.v1.TagImportPolicy.importMode': () =>
    t('Legacy imports one platform of an image for several, PreserveOriginal all of them.'),
  'image.v1.TagImportPolicy.insecure': () =>
    t('Whether certificates that are not valid, or no TLS at all, are accepted.'),
  'image.v1.TagImportPolicy.scheduled': () => t('Whether the tag is imported again about every 15 minutes.'),
  'image.v1.TagReferencePolicy.type': () =>
    t('Source: workloads pull from where the image was imported. Local: they pull through this registry.'),
  'image.v1.ImageStreamTag.tag': () => t('What the stream asks for under this tag: its entry in spec.tags.'),
  'image.v1.ImageStreamTag.image': () => t('The image the tag serves now. Only the server writes it.'),
  'image.v1.ImageStreamTag.lookupPolicy': () => t('As the stream has it. It is changed on the stream.'),
  'image.v1.ImageStreamTag.conditions': () => t('Why the last import failed, if it did. Only the server writes it.'),
  'image.v1.ImageTag.spec': () => t('What the stream asks for under this tag: its entry in spec.tags.'),
  'imageregistry.v1.ImagePruner.spec.schedule': () =>
    t('When runs start, in UTC: minute, hour, day of the month, month, day of the week. Empty: 0 0 * * *.'),
  'imageregistry.v1.ImagePruner.spec.suspend': () => t('Whether no run starts by itself.'),
  'imageregistry.v1.ImagePruner.spec.keepTagRevisions': () =>
    t('How many of the newest revisions of each tag stay. Default: 3.'),
  'imageregistry.v1.ImagePruner.spec.keepYoungerThanDuration': () =>
    t('Nothing younger than this is deleted: 60m, 72h, 1h30m. Default: 60m.'),
  'imageregistry.v1.ImagePruner.spec.keepYoungerThan': () =>
    t('Nanoseconds. Deprecated: keepYoungerThanDuration wins over it.'),
  'imageregistry.v1.ImagePruner.spec.ignoreInvalidImageReferences': () =>
    t('Whether image references that cannot be read protect nothing, instead of stopping every run.'),
  'imageregistry.v1.ImagePruner.spec.logLevel': () => t('How much the runs write: Normal, Debug, Trace or TraceAll.'),
  'imageregistry.v1.ImagePruner.spec.successfulJobsHistoryLimit': () =>
    t('How many completed runs can still be looked at. Default: 3.'),
  'imageregistry.v1.ImagePruner.spec.failedJobsHistoryLimit': () =>
    t('How many failed runs can still be looked at. Default: 3.'),
  'imageregistry.v1.ImagePruner.spec.resources': () =>
    t('CPU and memory of the pods of the runs. Default: requests of 100m and 256Mi.'),
  'imageregistry.v1.ImagePruner.spec.nodeSelector': () => t('Labels that a node must have to get a run.'),
  'imageregistry.v1.ImagePruner.spec.tolerations': () => t('Taints of nodes that do not keep the runs away.'),
  'imageregistry.v1.ImagePruner.spec.affinity': () =>
    t('Which nodes and neighbors the pods of the runs want or avoid.'),
}
