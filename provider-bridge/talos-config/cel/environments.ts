import type { CelType } from "./types";

/** The variables and functions that Talos gives to an expression. */
export interface CelEnvironment {
  readonly variables: ReadonlyMap<string, CelType>;
  /** Function name → types of arguments, and of the result last. */
  readonly functions: ReadonlyMap<string, readonly CelType[]>;
}

/** Where an expression stands. */
export type CelEnvironmentName = "disk" | "volume" | "link" | "oom-trigger" | "oom-ranking";

/** Fields of an object: `name name name: type; …`. */
const objects: Readonly<Record<string, string>> = {
  disk: "size io_size sector_size: uint; readonly rotational cdrom: bool; model serial modalias wwid bus_path sub_system transport dev_path pretty_size uuid firmware_version: string; secondary_disks symlinks: strings",
  volume:
    "size sector_size io_size block_size filesystem_block_size probed_size partition_index offset: uint; name uuid label partition_uuid partition_type partition_label type device_path parent dev_path parent_dev_path pretty_size: string",
  link: "index link_index flags mtu master_index: uint; type operational_state port duplex speed_megabits: int; hardware_addr broadcast_addr permanent_addr: bytes; queue_disc kind slave_kind bus_path pciid driver driver_version firmware_version product_id vendor_id product vendor alias: string; link_state: bool; alt_names: strings; vlan bridge_master bond_master wireguard vrf_master: dyn",
};
const units = "KiB MiB GiB TiB PiB EiB kB MB GB TB PB EB".split(" ");
const classes = "Besteffort Burstable Guaranteed Podruntime System".split(" ");
const glob: readonly [string, readonly CelType[]] = ["glob", ["string", "string", "bool"]];

/** Type of an object's field, undefined when it has none of that name. */
export function fieldType(object: string, field: string): CelType | undefined {
  for (const group of (objects[object] ?? "").split("; ")) {
    const [names = "", type = ""] = group.split(": ");
    if (names.split(" ").includes(field)) return type === "strings" ? { kind: "list", of: "string" } : type;
  }
  return undefined;
}

/** The environment of a place. */
export function environment(name: CelEnvironmentName): CelEnvironment {
  const sizes = units.map((unit): [string, CelType] => [unit, "uint"]);
  const object = (type: string): [string, CelType] => [type, { kind: "object", name: type }];
  switch (name) {
    case "disk":
      return { variables: new Map([object("disk"), ["system_disk", "bool"], ...sizes]), functions: new Map([glob]) };
    case "volume":
      return { variables: new Map([object("volume"), object("disk"), ...sizes]), functions: new Map() };
    case "link":
      return { variables: new Map([object("link")]), functions: new Map([glob, ["mac", ["bytes", "string"]]]) };
    case "oom-trigger":
      return oomTrigger(sizes);
    case "oom-ranking":
      return { variables: new Map([...rankingVariables(), ...sizes, ...classConstants()]), functions: new Map() };
  }
}

function classConstants(): [string, CelType][] {
  return classes.map((name) => [name, "int"]);
}

function rankingVariables(): [string, CelType][] {
  const optional: CelType = { kind: "optional", of: "uint" };
  return [
    ["memory_max", optional],
    ["memory_current", optional],
    ["memory_peak", optional],
    ["path", "string"],
    ["class", "int"],
  ];
}

function oomTrigger(sizes: readonly (readonly [string, CelType])[]): CelEnvironment {
  const vector: CelType = { kind: "map", key: "int", value: "double" };
  const pressure = ["some", "full"].flatMap((kind) =>
    ["avg10", "avg60", "avg300", "total"].map((span) => `memory_${kind}_${span}`),
  );
  const totals = ["memory_current", "memory_peak", "memory_max"];
  const variables: [string, CelType][] = ["", "d_"].flatMap((delta): [string, CelType][] => [
    ...pressure.map((name): [string, CelType] => [delta + name, "double"]),
    ...[...pressure, ...totals].map((name): [string, CelType] => [`${delta}qos_${name}`, vector]),
  ]);
  const anyVector: CelType = { kind: "map", key: "dyn", value: "double" };
  return {
    variables: new Map([...variables, ["time_since_trigger", "duration"], ...sizes, ...classConstants()]),
    functions: new Map([["multiply_qos_vectors", [anyVector, anyVector, "double"]]]),
  };
}
