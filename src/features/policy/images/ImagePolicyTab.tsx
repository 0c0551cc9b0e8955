/** The cluster's configuration of images. */
export function ImagePolicyTab() {
  return null
}
