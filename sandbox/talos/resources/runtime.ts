/** Resources about the running system: status, version, boot, extensions, META, what is wrong. */
import { extensions } from "../../../wire/talos-resources/generated/extensions";
import { runtime } from "../../../wire/talos-resources/generated/runtime";
import { time } from "../../../wire/talos-resources/generated/time";
import { ipInCidr } from "../../world/cidr";
import { type ResourceContent, resource } from "../cosi";
import { stageNumber } from "../machine/stage";
import { type MachineKind, machineKind, type ResourceOwner } from "./machine-kind";

const firstMinorWithVersion = 10;
const firstMinorWithBootId = 14;

/** The kinds of Talos 1.`minor`. */
export function runtimeKinds(minor: number): MachineKind[] {
  return [
    machineKind("runtime", "MachineStatuses.runtime.talos.dev", machineStatus, {
      columns: { Stage: "{.stage}", Ready: "{.status.ready}" },
    }),
    machineKind("runtime", "ExtensionStatuses.runtime.talos.dev", extensionStatuses, {
      aliases: ["extensions"],
      columns: { Name: "{.metadata.name}", Version: "{.metadata.version}" },
    }),
    machineKind("runtime", "MetaKeys.runtime.talos.dev", metaKeys, {
      aliases: ["meta"],
      columns: { Value: "{.value}" },
    }),
    machineKind("runtime", "Diagnostics.runtime.talos.dev", diagnostics, { columns: { Message: "{.message}" } }),
    machineKind("runtime", "TimeStatuses.v1alpha1.talos.dev", timeStatus, { columns: { Synced: "{.synced}" } }),
    ...(minor >= firstMinorWithVersion ? [versionKind] : []),
    ...(minor >= firstMinorWithBootId ? newerKinds : []),
  ];
}

const versionKind = machineKind("runtime", "Versions.runtime.talos.dev", version, {
  columns: { Name: "{.name}", Version: "{.version}" },
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

function machineStatus({ machine }: ResourceOwner): ResourceContent[] {
  const { stage, isReady, unmet } = machine.status();
  const status = { ready: isReady, unmetConditions: unmet.map(({ name, reason }) => ({ name, reason })) };
  const owner = "runtime.MachineStatusController";
  const spec = { stage: stageNumber(stage), status };
  return [resource(runtime, "MachineStatusSpec", "machine", spec, { stage, status }, { owner })];
}

function version({ machine }: ResourceOwner): ResourceContent[] {
  const spec = { name: "Talos", version: machine.image.talosVersion };
  return [resource(runtime, "VersionSpec", "version", spec, spec, { owner: "runtime.VersionController" })];
}

function metaKeys({ machine }: ResourceOwner): ResourceContent[] {
  return Object.entries(machine.installation.meta).map(([key, value]) => {
    const id = `0x${Number(key).toString(16).padStart(2, "0")}`;
    return resource(runtime, "MetaKeySpec", id, { value }, { value });
  });
}

function timeStatus({ machine }: ResourceOwner): ResourceContent[] {
  const shared = { synced: machine.isTimeSynced, syncDisabled: machine.settings?.isTimeSyncDisabled === true };
  const yaml = { synced: shared.synced, epoch: 1, syncDisabled: shared.syncDisabled };
  return [resource(time, "StatusSpec", "node", { ...shared, epoch: 1n }, yaml, { owner: "time.SyncController" })];
}

/** Talos warns of a machine all of whose addresses lie in the ranges of Kubernetes. */
function diagnostics({ machine }: ResourceOwner): ResourceContent[] {
  const { addresses, settings } = machine;
  if (settings === undefined || addresses.length === 0) return [];
  const { podSubnets, serviceSubnets } = settings.cluster;
  const ranges = [...podSubnets, ...serviceSubnets];
  if (!addresses.every(({ ip }) => ranges.some((range) => ipInCidr(ip, range)))) return [];
  const quoted = (texts: readonly string[]) => `[${texts.map((text) => `"${text}"`).join(" ")}]`;
  const spec = {
    message: "host and Kubernetes pod/service CIDR addresses overlap",
    details: [
      `host routed addresses: ${quoted(addresses.map(({ ip, bits }) => `${ip}/${bits}`))}`,
      `Kubernetes pod CIDRs: ${quoted(podSubnets)}`,
      `Kubernetes service CIDRs: ${quoted(serviceSubnets)}`,
    ],
  };
  const owner = "runtime.DiagnosticsController";
  return [resource(runtime, "DiagnosticSpec", "address-overlap", spec, spec, { owner })];
}

/** The image's extensions, and what Image Factory adds to them: an entry of its own for the schematic (facts §2.8). */
function extensionStatuses({ machine }: ResourceOwner): ResourceContent[] {
  const { image } = machine;
  const constraint = { compatibility: { talos: { version: ">= v1.0.0" } } };
  const listed = image.extensions.map(({ name, version, author, description }) =>
    layer(`${name}-${version}.sqsh`, { name, version, author, description, ...constraint }, constraint),
  );
  const virtual = {
    name: "schematic",
    version: image.schematicId,
    author: "Image Factory",
    description: "Virtual extension which specifies the schematic of the image built with Image Factory.",
    extraInfo: image.schematicYaml,
  };
  const unconstrained = { compatibility: { talos: { version: "" } } };
  return [...listed, layer("schematic.sqsh", virtual, unconstrained)].map(({ spec, yaml }, index) =>
    resource(extensions, "Layer", String(index), spec, yaml, { owner: "runtime.ExtensionStatusController" }),
  );
}

function layer<Metadata extends object>(image: string, metadata: Metadata, constraint: object) {
  return { spec: { image, metadata }, yaml: { image, metadata: { ...metadata, ...constraint } } };
}
