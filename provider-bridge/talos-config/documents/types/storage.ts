import type { TypeTable } from "../../schema";

/** Volume, encryption and storage documents. Field syntax: schema/field.ts. */
export const storageTypes: TypeTable = {
  "block.DiskSelector": "match? cel",
  "block.EncryptionKey":
    "slot int; static? *block.EncryptionKeyStatic; nodeID? *block.EncryptionKeyNodeID; kms? *block.EncryptionKeyKMS; tpm? *block.EncryptionKeyTPM; lockToState? *bool @1.11",
  "block.EncryptionKeyKMS": "endpoint string",
  "block.EncryptionKeyNodeID": "",
  "block.EncryptionKeyStatic": "passphrase? string",
  "block.EncryptionKeyTPM": "options? *block.EncryptionKeyTPMOptions @1.12; checkSecurebootStatusOnEnroll? *bool",
  "block.EncryptionKeyTPMOptions": "pcrs? []int",
  "block.EncryptionSpec":
    "provider enum:EncryptionProvider; keys []block.EncryptionKey; cipher? string; keySize? uint; blockSize? uint64; options? []string; allowDiscards? *bool @1.14",
  "block.ExistingMountSpec": "readOnly? *bool; disableAccessTime? *bool @1.13; secure? *bool @1.13",
  "block.ExistingVolumeConfig":
    "name string; discovery? block.VolumeDiscoverySpec; mount? block.ExistingMountSpec; trim? block.TrimConfig @1.14; scrub? block.ScrubConfig @1.14",
  "block.ExternalMountSpec":
    "readOnly? *bool; disableAccessTime? *bool; secure? *bool; virtiofs? *block.VirtiofsMountSpec",
  "block.ExternalVolumeConfig": "name string; filesystemType enum:Filesystem; mount? block.ExternalMountSpec",
  "block.FilesystemSpec": "type? enum:Filesystem; projectQuotaSupport? *bool @1.11; xfs? block.XFSSpec @1.14",
  "block.MountSpec": "secure? *bool @1.13; disableAccessTime? *bool @1.14",
  "block.ProvisioningSpec": "diskSelector? block.DiskSelector; grow? *bool; minSize? byteSize; maxSize? size",
  "block.RawVolumeConfig": "name string; provisioning? block.ProvisioningSpec; encryption? block.EncryptionSpec",
  "block.SwapVolumeConfig": "name string; provisioning? block.ProvisioningSpec; encryption? block.EncryptionSpec",
  "block.UserMountSpec": "disableAccessTime? *bool; secure? *bool",
  "block.UserVolumeConfig":
    "name string; volumeType? *enum:Volume @1.12; provisioning? block.ProvisioningSpec; filesystem? block.FilesystemSpec; encryption? block.EncryptionSpec; mount? block.UserMountSpec @1.13; trim? block.TrimConfig @1.14; scrub? block.ScrubConfig @1.14",
  "block.VirtiofsMountSpec": "tag string",
  "block.VolumeConfig":
    "name string; provisioning? block.ProvisioningSpec; encryption? block.EncryptionSpec @1.11; mount? block.MountSpec @1.13; filesystem? block.SystemVolumeFilesystemSpec @1.14; trim? block.TrimConfig @1.14; scrub? block.ScrubConfig @1.14",
  "block.VolumeDiscoverySpec": "volumeSelector? block.VolumeSelector",
  "block.VolumeSelector": "match? cel",
  "block.ZswapConfig": "maxPoolPercent? *int; shrinkerEnabled? *bool",
  "block.FilesystemScrubConfig": "interval? duration",
  "block.FilesystemTrimConfig": "interval? duration",
  "block.ScrubConfig": "enabled? *bool; interval? duration",
  "block.SystemVolumeFilesystemSpec": "xfs? block.XFSSpec",
  "block.TrimConfig": "enabled? *bool; interval? duration",
  "block.XFSSpec": "minAllocationGroupSize? string",
  "storage.LVMLogicalVolumeConfig":
    "name string; type string; mirrors? *uint32; stripes? *uint32; provisioning storage.LVMLogicalVolumeProvisioningSpec",
  "storage.LVMLogicalVolumeProvisioningSpec": "volumeGroup string; minSize? byteSize; maxSize? size",
  "storage.LVMVolumeGroupConfig": "name string; provisioning? storage.ProvisioningSpec",
  "storage.LVMVolumeSelectorSpec": "match? string",
  "storage.ProvisioningSpec": "volumeSelector? storage.LVMVolumeSelectorSpec",
  "storage.RAIDArrayConfig": "name string; level? any; metadata? any; provisioning storage.RAIDProvisioningSpec",
  "storage.RAIDProvisioningSpec": "volumeSelector storage.RAIDVolumeSelector",
  "storage.RAIDVolumeSelector": "match? cel",
};
