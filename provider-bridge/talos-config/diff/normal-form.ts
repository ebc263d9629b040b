import { createHash } from "node:crypto";
import { documentLabel, isZero, legacyKind, type MachineConfig, type StructSpec, structSpec } from "../documents";
import { compareKeys, specOf } from "../encode";
import { type Secrecy, secrecyOf } from "../redact";
import type { TypeSpec } from "../schema";
import { GeneralMap, type Value, type ValueMap } from "../value";
import { Float, RawScalar } from "../yaml";
import { isKubernetesImage } from "./kubernetes-images";

/** One leaf of a configuration in normal form. */
export interface Leaf {
  /** `v1alpha1 machine.sysctls["vm.max_map_count"]`, `LinkConfig/eth0 mtu`. */
  readonly path: string;
  /** What it means, as JSON. */
  readonly value: string;
  readonly secrecy: Secrecy;
}

/** Defaults that Talos takes when a pointer is absent: written out or not, the meaning is the same. */
const defaults: ReadonlyMap<string, string> = new Map([
  ["v1alpha1.Config debug", "false"],
  ["v1alpha1.Config persist", "true"],
  ["v1alpha1.ControlPlaneConfig localAPIServerPort", "6443"],
  ["v1alpha1.InstallConfig wipe", "false"],
  ["v1alpha1.RegistryKubernetesConfig disabled", "false"],
  ["v1alpha1.RegistryServiceConfig disabled", "false"],
  ["v1alpha1.ProxyConfig disabled", "false"],
  ["v1alpha1.CoreDNS disabled", "false"],
  ["v1alpha1.Device dhcp", "false"],
  ["v1alpha1.Device ignore", "false"],
  ["v1alpha1.ClusterConfig allowSchedulingOnControlPlanes", "false"],
  ["v1alpha1.KubeletConfig skipNodeRegistration", "false"],
  ["v1alpha1.KubeletConfig registerWithFQDN", "false"],
]);

/**
 * The leaves of a configuration, in an order that does not depend on how it was written: documents by kind and
 * name, keys sorted, defaults left out. Two configurations mean the same when their leaves are the same.
 */
export function normalForm(config: MachineConfig): Leaf[] {
  const leaves: Leaf[] = [];
  for (const document of config.documents) {
    const prefix = documentLabel(document);
    const before = leaves.length;
    const value = new Map([...document.value].filter(([key]) => !["apiVersion", "kind", "version"].includes(key)));
    walkStruct(value, specOf(document.kind), { prefix, path: "", secrecy: "public" }, leaves);
    // A document says something by being there, even when it is empty.
    if (leaves.length === before && document.kind !== legacyKind)
      leaves.push({ path: prefix, value: "{}", secrecy: "public" });
  }
  return leaves.sort((left, right) => (left.path < right.path ? -1 : left.path > right.path ? 1 : 0));
}

interface Place {
  readonly prefix: string;
  readonly path: string;
  readonly secrecy: Secrecy;
}

function walkStruct(struct: ValueMap, spec: StructSpec, place: Place, leaves: Leaf[]): void {
  for (const field of spec.fields) {
    const value = struct.get(field.key);
    if (value === undefined || value === null) continue;
    if (field.type.kind !== "list" && field.type.kind !== "pointer" && isZero(value, field.type)) continue;
    if (defaults.get(`${spec.name} ${field.key}`) === leafText(value)) continue;
    const own = secrecyOf(spec.name, field.key);
    const path = place.path === "" ? field.key : `${place.path}.${field.key}`;
    walk(value, field.type, { ...place, path, secrecy: own === "public" ? place.secrecy : own }, leaves);
  }
}

function walk(value: Value, type: TypeSpec, place: Place, leaves: Leaf[]): void {
  const map = value instanceof Map ? value : undefined;
  if (type.kind === "pointer") walk(value, type.to, place, leaves);
  else if (type.kind === "struct" && map !== undefined) {
    const before = leaves.length;
    walkStruct(map, structSpec(type.name), place, leaves);
    if (leaves.length === before && type.name.endsWith("NodeID")) add("{}", place, leaves);
  } else if (type.kind === "list" && Array.isArray(value))
    walkList(value, (item, at) => walk(item, type.of, at, leaves), place, leaves);
  else if (map !== undefined) walkMap(map, type, place, leaves);
  else walkFreeForm(value, place, leaves);
}

function walkList(
  items: readonly Value[],
  each: (item: Value, place: Place) => void,
  place: Place,
  leaves: Leaf[],
): void {
  if (items.length === 0) return;
  // An entry that leaves nothing behind still counts.
  for (const [index, item] of items.entries()) {
    const before = leaves.length;
    const path = `${place.path}[${index}]`;
    each(item, { ...place, path });
    if (leaves.length === before) add("{}", { ...place, path }, leaves);
  }
}

function walkMap(map: ValueMap, type: TypeSpec, place: Place, leaves: Leaf[]): void {
  const certificate = type.kind === "scalar" && (type.name === "certificateAndKey" || type.name === "keyOnly");
  for (const key of [...map.keys()].sort(compareKeys)) {
    const path = /^[A-Za-z_][A-Za-z0-9_-]*$/.test(key)
      ? `${place.path}.${key}`
      : `${place.path}[${JSON.stringify(key)}]`;
    const item = map.get(key) ?? null;
    const secret = certificate && key === "key";
    if (certificate && item === "") continue;
    const at: Place = { ...place, path, secrecy: secret ? "secret" : place.secrecy };
    if (type.kind === "map") walk(item, type.of, at, leaves);
    else walkFreeForm(item, at, leaves);
  }
}

function walkFreeForm(value: Value, place: Place, leaves: Leaf[]): void {
  if (value instanceof Map && value.size > 0) walkMap(value, { kind: "scalar", name: "any", words: "" }, place, leaves);
  else if (Array.isArray(value) && value.length > 0)
    walkList(value, (item, at) => walkFreeForm(item, at, leaves), place, leaves);
  else add(leafText(value), place, leaves);
}

/** A value as JSON; numbers that JSON lacks stand as they are written. */
function leafText(value: Value): string {
  if (Array.isArray(value)) return `[${value.map(leafText).join(",")}]`;
  if (value instanceof Map) return pairsText([...value]);
  if (value instanceof GeneralMap) return pairsText(value.entries);
  if (value instanceof Float) return String(value.value);
  if (value instanceof RawScalar) return value.text;
  return typeof value === "bigint" ? String(value) : JSON.stringify(value);
}

/** Sorted: the order of keys means nothing. */
function pairsText(pairs: readonly (readonly [Value, Value])[]): string {
  const texts = pairs.map(([key, item]) => `${leafText(key)}:${leafText(item)}`);
  return `{${texts.sort().join(",")}}`;
}

function add(value: string, { prefix, path, secrecy }: Place, leaves: Leaf[]): void {
  leaves.push({ path: path === "" ? prefix : `${prefix} ${path}`, value, secrecy });
}

/** What a hash covers. */
export interface HashOptions {
  /** Leave the Kubernetes image tags out: they belong to the cluster. Default false. */
  readonly withoutKubernetesImages?: boolean;
}

/** SHA-256 (hexadecimal) of the normal form: the same for configurations that mean the same. */
export function hashConfig(config: MachineConfig, options: HashOptions = {}): string {
  const hash = createHash("sha256");
  for (const { path, value } of normalForm(config)) {
    if (options.withoutKubernetesImages === true && isKubernetesImage(path)) continue;
    hash.update(`${path}\0${value}\0`);
  }
  return hash.digest("hex");
}
