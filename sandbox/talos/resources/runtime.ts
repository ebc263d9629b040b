/** Resources about the running system: status, version, boot, extensions, platform, META. */
import { extensions } from "../../../wire/talos-resources/generated/extensions";
import { hardware } from "../../../wire/talos-resources/generated/hardware";
import { runtime } from "../../../wire/talos-resources/generated/runtime";
import { time } from "../../../wire/talos-resources/generated/time";
import { type ResourceContent, resource } from "../cosi";
import { stageNumber } from "../machine/stage";
import { systemUuid } from "../machine/system-uuid";
import { type MachineKind, machineKind, type ResourceOwner } from "./machine-kind";

const firstMinorWithVersion = 10;
const firstMinorWithBootId = 14;

/** The kinds of Talos 1.`minor`. */
export function runtimeKinds(minor: number): MachineKind[] {
  return [
    machineKind("runtime", "MachineStatuses.runtime.talos.dev", ({ machine }) => {
      const { stage, isReady, unmet } = machine.status();
      const unmetConditions = unmet.map(({ name, reason }) => ({ name, reason }));
      const spec = { stage: stageNumber(stage), status: { ready: isReady, unmetConditions } };
      const yaml = { stage, status: { ready: isReady, unmetConditions } };
      return [
        resource(runtime, "MachineStatusSpec", "machine", spec, yaml, { owner: "runtime.MachineStatusController" }),
      ];
    }),
    machineKind("runtime", "ExtensionStatuses.runtime.talos.dev", extensionStatuses),
    machineKind("runtime", "SecurityStates.talos.dev", securityStates),
    machineKind("runtime", "PlatformMetadatas.talos.dev", platformMetadatas),
    machineKind("runtime", "MetaKeys.runtime.talos.dev", ({ machine }) =>
      Object.entries(machine.installation.meta).map(([key, value]) => {
        const id = `0x${Number(key).toString(16).padStart(2, "0")}`;
        return resource(runtime, "MetaKeySpec", id, { value }, { value });
      }),
    ),
    machineKind("runtime", "Diagnostics.runtime.talos.dev", () => []),
    machineKind("hardware", "SystemInformations.hardware.talos.dev", systemInformations),
    machineKind("runtime", "TimeStatuses.v1alpha1.talos.dev", ({ machine }) => {
      const spec = {
        synced: machine.isTimeSynced,
        epoch: 1n,
        syncDisabled: machine.settings?.isTimeSyncDisabled === true,
      };
      const yaml = { synced: spec.synced, epoch: 1, syncDisabled: spec.syncDisabled };
      return [resource(time, "StatusSpec", "node", spec, yaml, { owner: "time.SyncController" })];
    }),
    ...(minor >= firstMinorWithVersion ? [versionKind] : []),
    ...(minor >= firstMinorWithBootId ? newerKinds : []),
  ];
}

const versionKind = machineKind("runtime", "Versions.runtime.talos.dev", ({ machine }) => {
  const spec = { version: machine.image.talosVersion, name: "Talos" };
  return [resource(runtime, "VersionSpec", "version", spec, spec, { owner: "runtime.VersionController" })];
});

const newerKinds = [
  machineKind("runtime", "BootIDs.runtime.talos.dev", ({ machine }) => [
    resource(runtime, "BootIDSpec", "boot-id", { bootId: machine.bootId }, { bootID: machine.bootId }),
  ]),
  machineKind("runtime", "ImageFactorySchematics.runtime.talos.dev", ({ machine }) => {
    const spec = { schematicId: machine.image.schematicId, flavor: "installer", apiurl: "https://factory.talos.dev" };
    const yaml = { schematicID: spec.schematicId, flavor: spec.flavor, apiURL: spec.apiurl };
    return [resource(runtime, "ImageFactorySchematicSpec", "image-factory-schematic", spec, yaml)];
  }),
];

/** The image's extensions, and what Image Factory adds to them: an entry of its own for the schematic (facts §2.8). */
function extensionStatuses({ machine }: ResourceOwner): ResourceContent[] {
  const { image } = machine;
  const listed = image.extensions.map(({ name, version, author, description }) => ({
    image: `${name}-${version}.sqsh`,
    metadata: { name, version, author, description, compatibility: { talos: { version: ">= v1.0.0" } }, extraInfo: "" },
  }));
  const schematic = {
    image: "schematic.sqsh",
    metadata: {
      name: "schematic",
      version: image.schematicId,
      author: "Image Factory",
      description: "Virtual extension which specifies the schematic of the image built with Image Factory.",
      compatibility: { talos: { version: "" } },
      extraInfo: image.schematicYaml,
    },
  };
  return [...listed, schematic].map((layer, index) =>
    resource(extensions, "Layer", String(index), layer, yamlOf(layer), { owner: "runtime.ExtensionStatusController" }),
  );
}

function yamlOf({
  image,
  metadata,
}: {
  image: string;
  metadata: Readonly<Record<string, unknown>> & { extraInfo: string };
}) {
  const { extraInfo, ...rest } = metadata;
  return { image, metadata: extraInfo === "" ? rest : { ...rest, extraInfo } };
}

function securityStates({ machine }: ResourceOwner): ResourceContent[] {
  const { secureBoot } = machine.image;
  const spec = { secureBoot, bootedWithUki: secureBoot, seLinuxState: 2, fipsState: 0 };
  const yaml = {
    secureBoot,
    ukiSigningKeyFingerprint: "",
    pcrSigningKeyFingerprint: "",
    selinuxState: "enabled, permissive",
    fipsState: "disabled",
    bootedWithUKI: secureBoot,
  };
  return [resource(runtime, "SecurityStateSpec", "securitystate", spec, yaml)];
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
