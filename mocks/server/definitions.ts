// What the definitions of custom resources check beyond what the server publishes as OpenAPI: patterns, sets, counts.

/** A schema of a definition, as far as it is checked here. */
export interface Schema {
  type?: string
  format?: string
  enum?: unknown[]
  pattern?: string
  required?: string[]
  minimum?: number
  maximum?: number
  minLength?: number
  maxLength?: number
  minItems?: number
  /** A list whose entries differ. */
  set?: boolean
  nullable?: boolean
  properties?: Record<string, Schema>
  items?: Schema
  additionalProperties?: Schema
}

const LABEL = '(?:[a-zA-Z0-9]|[a-zA-Z0-9][a-zA-Z0-9-]*[a-zA-Z0-9])'
const LOCATION = `^(${LABEL}(?:(?:\\.${LABEL})+)?(?::[0-9]+)?)(?:(?:/[a-z0-9]+(?:(?:(?:[._]|__|[-]*)[a-z0-9]+)+)?)+)?$`
const SOURCE = `^\\*(?:\\.${LABEL})+$|${LOCATION}`

const mirrors = (list: string): Schema => ({
  properties: {
    spec: {
      properties: {
        [list]: {
          items: {
            properties: {
              source: { pattern: SOURCE },
              mirrors: { set: true, items: { pattern: LOCATION } },
              mirrorSourcePolicy: { enum: ['NeverContactSource', 'AllowContactingSource'] },
            },
          },
        },
      },
    },
  },
})

const more: Record<string, Schema | undefined> = {
  'config.openshift.io/v1/ImageDigestMirrorSet': mirrors('imageDigestMirrors'),
  'config.openshift.io/v1/ImageTagMirrorSet': mirrors('imageTagMirrors'),
  'config.openshift.io/v1/Image': {
    properties: {
      spec: {
        properties: {
          registrySources: { properties: { containerRuntimeSearchRegistries: { minItems: 1, set: true } } },
          imageStreamImportMode: { enum: ['', 'Legacy', 'PreserveOriginal'] },
        },
      },
    },
  },
}

function merged(schema: Schema, extra: Schema | undefined): Schema {
  if (!extra) return schema
  const { properties, items } = extra
  return {
    ...schema,
    ...extra,
    ...(properties && {
      properties: {
        ...schema.properties,
        ...Object.fromEntries(
          Object.entries(properties).map(([key, value]) => [key, merged(schema.properties?.[key] ?? {}, value)]),
        ),
      },
    }),
    ...(items && { items: merged(schema.items ?? {}, items) }),
  }
}

/** The published schema of a kind, `group/version/kind`, with what else its definition checks. */
export const withDefinition = (kind: string, schema: Schema): Schema => merged(schema, more[kind])
