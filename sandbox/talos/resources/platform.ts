/** Resources about what a machine runs on: security of its boot, platform, firmware. */
import { hardware } from "../../../wire/talos-resources/generated/hardware";
import { runtime } from "../../../wire/talos-resources/generated/runtime";
import { type ResourceContent, resource } from "../cosi";
import { systemUuid } from "../machine/system-uuid";
import { type MachineKind, machineKind, type ResourceOwner } from "./machine-kind";

/** SecurityStates, PlatformMetadatas, SystemInformations. */
export const platformKinds: MachineKind[] = [
  machineKind("runtime", "SecurityStates.talos.dev", securityStates, {
    columns: {
      SecureBoot: "{.secureBoot}",
      UKISigningKeyFingerprint: "{.ukiSigningKeyFingerprint}",
      PCRSigningKeyFingerprint: "{.pcrSigningKeyFingerprint}",
      SELinuxState: "{.selinuxState}",
      ModuleSignatureEnforced: "{.moduleSignatureEnforced}",
    },
  }),
  machineKind("runtime", "PlatformMetadatas.talos.dev", platformMetadatas, {
    columns: { Platform: "{.platform}", Type: "{.instanceType}", Region: "{.region}", Zone: "{.zone}" },
  }),
  machineKind("hardware", "SystemInformations.hardware.talos.dev", systemInformations, {
    aliases: ["systeminformation"],
    columns: {
      Manufacturer: "{.manufacturer}",
      ProductName: "{.productName}",
      Version: "{.version}",
      SerialNumber: "{.serialnumber}",
      UUID: "{.uuid}",
      WakeUpType: "{.wakeUpType}",
      SKUNumber: "{.skuNumber}",
    },
  }),
];

const permissive = 1;

function securityStates({ machine }: ResourceOwner): ResourceContent[] {
  const { secureBoot } = machine.image;
  const spec = { secureBoot, bootedWithUki: secureBoot, seLinuxState: permissive };
  const yaml = {
    secureBoot,
    selinuxState: "enabled, permissive",
    ...(secureBoot ? { bootedWithUKI: true } : {}),
  };
  const owner = "runtime.SecurityStateController";
  return [resource(runtime, "SecurityStateSpec", "securitystate", spec, yaml, { owner })];
}

function platformMetadatas({ machine }: ResourceOwner): ResourceContent[] {
  const { world, server, image } = machine;
  if (image.platform !== "hcloud") {
    const spec = { platform: image.platform };
    return [resource(runtime, "PlatformMetadataSpec", "platformmetadata", spec, spec)];
  }
  const { locations, serverTypes } = world.state.catalogue;
  const location = locations.find((candidate) => candidate.id === server.locationId);
  const type = serverTypes.find((candidate) => candidate.id === server.serverTypeId);
  const zone = `${location?.name ?? ""}-dc1`;
  const spec = {
    platform: "hcloud",
    hostname: server.name,
    region: zone.split("-")[0] ?? "",
    zone,
    instanceType: type?.name ?? "",
    instanceId: String(server.id),
    providerId: `hcloud://${server.id}`,
  };
  return [resource(runtime, "PlatformMetadataSpec", "platformmetadata", spec, spec)];
}

function systemInformations({ machine }: ResourceOwner): ResourceContent[] {
  const spec = {
    manufacturer: "Hetzner",
    productName: "vServer",
    version: "20171111",
    serialNumber: String(machine.server.id),
    uuid: systemUuid(machine.server.id),
  };
  const yaml = {
    manufacturer: spec.manufacturer,
    productName: spec.productName,
    version: spec.version,
    serialnumber: spec.serialNumber,
    uuid: spec.uuid,
  };
  return [resource(hardware, "SystemInformationSpec", "systeminformation", spec, yaml)];
}
