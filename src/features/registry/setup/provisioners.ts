/** Whether the volumes of a provisioner can be written to from several nodes, as far as its name says. */
export type VolumeAccess = 'shared' | 'single' | 'unknown'

// The API does not say what a class can do: these are drivers of file systems and of disks.
const files =
  /cephfs|efs\.csi|file\.csi\.azure|azure-file|filestore|nfs|manila|glusterfs|trident|vpc\.file|ibm-spectrum-scale|spectrumscale/i
const disks =
  /rbd\.csi|ebs\.csi|aws-ebs|disk\.csi\.azure|azure-disk|pd\.csi|gce-pd|cinder|topolvm|lvm|local|no-provisioner|block|hostpath|iscsi/i

/** Whether several nodes can write to what a provisioner makes, by its name; unknown for most. */
export function accessOfProvisioner(provisioner: string): VolumeAccess {
  if (files.test(provisioner)) return 'shared'
  return disks.test(provisioner) ? 'single' : 'unknown'
}
