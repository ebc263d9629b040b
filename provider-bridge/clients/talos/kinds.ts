/** The resources that we look at, by Talos's names. */
import type { NetIP, NetIPPrefix } from "../../../wire/talos/generated/common";
import { block } from "../../../wire/talos-resources/generated/block";
import { cluster } from "../../../wire/talos-resources/generated/cluster";
import { config } from "../../../wire/talos-resources/generated/config";
import { extensions } from "../../../wire/talos-resources/generated/extensions";
import { k8s } from "../../../wire/talos-resources/generated/k8s";
import { network } from "../../../wire/talos-resources/generated/network";
import { runtime } from "../../../wire/talos-resources/generated/runtime";
import type { ResourceKind } from "./resources";

function kind<Spec>(namespace: string, type: string, decode: (bytes: Uint8Array) => Spec): ResourceKind<Spec> {
  return { namespace, type, decode };
}

/** Every kind, with how its spec is read. */
export const kinds = {
  /** `machine` */
  machineStatus: kind("runtime", "MachineStatuses.runtime.talos.dev", (bytes) =>
    runtime.decode("MachineStatusSpec", bytes),
  ),
  /** `v1alpha1`: in force; `persistent`: of the next boot. Only administrators may read it. */
  machineConfig: kind("config", "MachineConfigs.config.talos.dev", (bytes) =>
    utf8(config.decode("MachineConfigSpec", bytes).yamlMarshalled),
  ),
  /** `machine-type` */
  machineType: kind("config", "MachineTypes.config.talos.dev", (bytes) => config.decode("MachineTypeSpec", bytes)),
  extension: kind("runtime", "ExtensionStatuses.runtime.talos.dev", (bytes) => extensions.decode("Layer", bytes)),
  /** `platformmetadata` */
  platform: kind("runtime", "PlatformMetadatas.talos.dev", (bytes) => runtime.decode("PlatformMetadataSpec", bytes)),
  /** By host name. */
  member: kind("cluster", "Members.cluster.talos.dev", (bytes) => cluster.decode("MemberSpec", bytes)),
  /** `default`, `current`, `current-no-k8s`, … */
  nodeAddress: kind("network", "NodeAddresses.net.talos.dev", (bytes) => network.decode("NodeAddressSpec", bytes)),
  /** `hostname` */
  hostname: kind("network", "HostnameStatuses.net.talos.dev", (bytes) => network.decode("HostnameStatusSpec", bytes)),
  /** `nodename` */
  nodename: kind("k8s", "Nodenames.kubernetes.talos.dev", (bytes) => k8s.decode("NodenameSpec", bytes)),
  /** By node name. */
  nodeStatus: kind("k8s", "NodeStatuses.kubernetes.talos.dev", (bytes) => k8s.decode("NodeStatusSpec", bytes)),
  /** By name, e.g. `EPHEMERAL`. */
  volumeStatus: kind("runtime", "VolumeStatuses.block.talos.dev", (bytes) => block.decode("VolumeStatusSpec", bytes)),
} as const;

/** Stages of a machine by their numbers, in Talos's words. */
export const STAGES = [
  "unknown",
  "booting",
  "installing",
  "maintenance",
  "running",
  "rebooting",
  "shutting down",
  "resetting",
  "upgrading",
] as const;

/** An address as text; undefined for bytes that are none. */
export function ipText({ ip }: Pick<NetIP | NetIPPrefix, "ip">): string | undefined {
  if (ip.length === 4) return ip.join(".");
  if (ip.length !== 16) return undefined;
  const groups = Array.from({ length: 8 }, (_, index) =>
    (((ip[2 * index] ?? 0) << 8) | (ip[2 * index + 1] ?? 0)).toString(16),
  );
  return new URL(`http://[${groups.join(":")}]`).hostname.slice(1, -1);
}

function utf8({ buffer, byteOffset, length }: Uint8Array): string {
  return Buffer.from(buffer, byteOffset, length).toString("utf8");
}
