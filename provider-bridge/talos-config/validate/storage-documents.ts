import { celProblem } from "../cel";
import { parseByteSize } from "../scalars";
import { booleanAt, listAt, mapAt, numberAt, textAt, type ValueMap, valueAt } from "../value";
import { type Problem, when } from "./finding";
import { maps } from "./legacy";
import { type DocumentCheck, selector } from "./network-documents";

/** The longest name of a volume: 36 characters of a partition label less the prefix of two. */
const maxNameLength = 34;
const systemVolumes = ["STATE", "EPHEMERAL", "IMAGECACHE"];
const newSystemVolumes = [...systemVolumes, "ETCD", "CRI", "KUBELET", "LOG"];

/** Checks of volume documents, by kind. */
export const storageDocuments: Readonly<Record<string, DocumentCheck>> = {
  VolumeConfig: volume,
  UserVolumeConfig: (document) => [...volumeName(document, maxNameLength), ...userVolume(document)],
  RawVolumeConfig: (document) => [
    ...volumeName(document, maxNameLength),
    ...provisioning(document, true, true),
    ...encryption(document),
  ],
  SwapVolumeConfig: (document) => [
    ...volumeName(document, maxNameLength),
    ...provisioning(document, true, true),
    ...encryption(document),
  ],
  ExistingVolumeConfig: (document) => [
    ...volumeName(document, undefined),
    ...selector(document, "discovery.volumeSelector", "volume"),
  ],
  ExternalVolumeConfig: (document) => [...volumeName(document, maxNameLength), ...external(document)],
  ZswapConfig: (document) => {
    const percent = numberAt(document, "maxPoolPercent");
    return when(percent < 0 || percent > 100, "maxPoolPercent", "it is from 0 to 100");
  },
};

function volumeName(document: ValueMap, maxLength: number | undefined): Problem[] {
  const name = textAt(document, "name");
  const length = Buffer.byteLength(name);
  return [
    ...when(name === "", "name", "a name is required"),
    ...when(
      maxLength !== undefined && (length < 1 || length > maxLength),
      "name",
      `the name has 1 to ${maxLength ?? 0} characters`,
    ),
    ...when(/[^a-zA-Z0-9-]/.test(name), "name", "the name may hold letters, digits and hyphens only"),
  ];
}

function volume(document: ValueMap, minor: number): Problem[] {
  const name = textAt(document, "name");
  const allowed = minor >= 14 ? newSystemVolumes : systemVolumes;
  if (!allowed.includes(name)) return [{ path: "name", message: `"${name}" is none of ${allowed.join(", ")}` }];
  return [
    ...(name === "STATE" ? stateVolume(document) : []),
    ...provisioning(document, false, true),
    ...encryption(document),
  ];
}

function stateVolume(document: ValueMap): Problem[] {
  const locked = maps(listAt(document, "encryption", "keys")).flatMap((key, index) =>
    when(
      booleanAt(key, "lockToState") === true,
      `encryption.keys[${index}].lockToState`,
      "it is not allowed for STATE itself",
    ),
  );
  return [...when(isProvisioned(document), "provisioning", "STATE cannot be provisioned"), ...locked];
}

function isProvisioned(document: ValueMap): boolean {
  const section = mapAt(document, "provisioning");
  const any = ["grow", "minSize", "maxSize"].some((key) => section?.has(key) === true);
  return any || textAt(section, "diskSelector", "match") !== "";
}

function provisioning(document: ValueMap, required: boolean, sized: boolean): Problem[] {
  const section = mapAt(document, "provisioning");
  const match = textAt(section, "diskSelector", "match");
  const wrong = match === "" ? undefined : celProblem(match, "disk", "bool");
  const expression = [
    ...when(wrong !== undefined, "provisioning.diskSelector.match", wrong ?? ""),
    ...when(match === "" && required, "provisioning.diskSelector.match", "an expression is required"),
  ];
  const min = textAt(section, "minSize");
  const max = textAt(section, "maxSize");
  if (!sized) {
    const any = min !== "" || max !== "" || valueAt(section, "grow") !== undefined;
    return [...expression, ...when(any, "provisioning", "minSize, maxSize and grow are not supported here")];
  }
  return [...expression, ...sizes(min, max, required)];
}

function sizes(min: string, max: string, required: boolean): Problem[] {
  const bytes = (text: string) => parseByteSize(text.replace(/^-/, "")) ?? 0n;
  const comparable = min !== "" && max !== "" && !max.includes("%") && !max.startsWith("-");
  return [
    ...when(comparable && bytes(min) > bytes(max), "provisioning.minSize", "it is greater than maxSize"),
    ...when(!comparable && required && min === "" && max === "", "provisioning", "minSize or maxSize is required"),
    ...when(min.startsWith("-"), "provisioning.minSize", "it cannot be negative"),
  ];
}

function encryption(document: ValueMap): Problem[] {
  const section = mapAt(document, "encryption");
  const keys = maps(listAt(section, "keys"));
  const provider = textAt(section, "provider");
  if (provider === "" && keys.length === 0) return [];
  const slots = keys.map((key) => numberAt(key, "slot"));
  const each = keys.flatMap((key, index) => {
    const path = `encryption.keys[${index}]`;
    const methods = ["static", "nodeID", "kms", "tpm"];
    return [
      ...when(
        slots.indexOf(numberAt(key, "slot")) < index,
        `${path}.slot`,
        `the slot ${numberAt(key, "slot")} is already in use`,
      ),
      ...when(!methods.some((method) => key.has(method)), path, `the key needs one of ${methods.join(", ")}`),
      ...listAt(key, "tpm", "options", "pcrs").flatMap((pcr, at) =>
        when(Number(pcr) < 0 || Number(pcr) > 23, `${path}.tpm.options.pcrs[${at}]`, "a PCR is from 0 to 23"),
      ),
    ];
  });
  return [
    ...when(provider !== "luks2", "encryption.provider", "the provider is luks2"),
    ...when(keys.length === 0, "encryption.keys", "at least one key is required"),
    ...each,
  ];
}

function userVolume(document: ValueMap): Problem[] {
  const type = textAt(document, "volumeType") || "partition";
  if (type === "directory") return directoryVolume(document);
  if (type !== "partition" && type !== "disk") {
    return [{ path: "volumeType", message: `"${type}" is none of partition, disk, directory` }];
  }
  return [...provisioning(document, true, type === "partition"), ...filesystem(document), ...encryption(document)];
}

function directoryVolume(document: ValueMap): Problem[] {
  const section = (name: string) => mapAt(document, name);
  const encrypted =
    textAt(document, "encryption", "provider") !== "" || listAt(document, "encryption", "keys").length > 0;
  const message = "it is not possible for a directory";
  return [
    ...when(isProvisioned(document), "provisioning", message),
    ...when(encrypted, "encryption", message),
    ...when((section("filesystem")?.size ?? 0) > 0, "filesystem", message),
    ...when((section("mount")?.size ?? 0) > 0, "mount", message),
  ];
}

function filesystem(document: ValueMap): Problem[] {
  const type = textAt(document, "filesystem", "type");
  if (!["", "none", "xfs", "ext4", "btrfs"].includes(type))
    return [{ path: "filesystem.type", message: `"${type}" is none of xfs, ext4` }];
  const quota = booleanAt(document, "filesystem", "projectQuotaSupport") === true;
  return when(
    quota && type !== "" && type !== "none" && type !== "xfs",
    "filesystem.projectQuotaSupport",
    "it needs xfs",
  );
}

function external(document: ValueMap): Problem[] {
  const type = textAt(document, "filesystemType") || "none";
  if (type !== "virtiofs") return [{ path: "filesystemType", message: `"${type}" is not virtiofs` }];
  const virtiofs = mapAt(document, "mount", "virtiofs");
  if (virtiofs === undefined) return [{ path: "mount.virtiofs", message: "the section is required" }];
  return when(textAt(virtiofs, "tag") === "", "mount.virtiofs.tag", "the tag is required");
}
