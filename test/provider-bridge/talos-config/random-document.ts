/** Documents filled at random from the tables of types, written in YAML's many ways: mostly right, sometimes wrong. */
import { documentSpec, kindSpec, knownKinds, structSpec } from "../../../provider-bridge/talos-config/documents";
import { type EnumWords, enumWords } from "../../../provider-bridge/talos-config/scalars";
import type { FieldSpec, TypeSpec } from "../../../provider-bridge/talos-config/schema";
import type { Random } from "../../support/random";

/** What a random document is made of. */
export type Plain = string | number | boolean | null | Plain[] | { [key: string]: Plain };

const samples: Readonly<Record<string, readonly Plain[]>> = {
  string: [
    "",
    "a",
    "eth0",
    "10.0.0.1",
    "/dev/sda",
    "true",
    "null",
    "0x1f",
    "1e3",
    "a: b",
    " spaced ",
    "été",
    "#x",
    "-",
    "2001-01-01",
    "multi\nline",
    "trailing\n",
    "012",
    "y",
    "'q'",
    '"',
    "a\tb",
    7,
    1.5,
    true,
  ],
  url: ["https://a.example.org:6443", "http://[2001:db8::1]/x?y=1", "tcp://1.2.3.4:5", "", "a b", "://"],
  addrPort: ["1.2.3.4:5", "[::1]:80", "1.2.3.4", ""],
  portRange: [80, "80-90", "x", "90-80"],
  prefix: ["10.0.0.0/8", "2001:db8::/32", "10.0.0.1/24", "10.0.0.1", "", "10.0.0.0/33"],
  cel: [
    "disk.size > 10u * GB",
    "system_disk",
    "disk.transport == 'nvme' && !disk.rotational",
    "link.name",
    "1 +",
    "true",
    "",
  ],
  bool: [true, false, "true", "yes", "False"],
  byteSize: ["10GiB", "1GB", "5", "10%", "x"],
  size: ["10GiB", "100%", "25%", "-1GB", "abc"],
  int: [0, 1, -1, 65_536, "7", "0o17", 1.5],
  uint: [0, 1, 4096, -1],
  uint64: [0, 1, 1_000_000_000_000, -1, "10GB"],
  uint32: [0, 1, 1500, -1, 4_294_967_296],
  uint16: [0, 1, 65_535, 65_536],
  uint8: [0, 1, 255, 256],
  duration: ["1h", "1m30s", "1.5h", "24", "x", "0s", 0, "8760h"],
  hardwareAddr: ["aa:bb:cc:dd:ee:ff", "00:11", "zz", "0011.2233.4455", ""],
  addr: ["10.0.0.1", "::1", "fe80::1%eth0", "1.2.3", ""],
  object: [{}, { a: 1, b: [true, null], c: { d: "x" } }, { apiVersion: "v1", kind: "X", n: 1.5 }, null, "x"],
  any: ["x", 1, { a: 1 }, ["x"]],
  args: [{ a: "b" }, { a: ["b", "c"] }, { a: "" }, { v: 4 }, {}],
};

/** A document of a random kind that the version knows, named from few names so that documents meet. */
export function randomDocument(random: Random, minor: number): Plain {
  const kind = random.pick(knownKinds(minor));
  const spec = kindSpec(kind, minor);
  if (spec === undefined) throw new Error(`No such kind: ${kind}`);
  const fields = documentSpec(spec.type).fields.slice(2);
  const filled = randomFields(random, fields, 3, 0.6);
  if (spec.named) filled["name"] = random.pick(["a", "b", "eth0", "eth0", "STATE", "EPHEMERAL"]);
  return { apiVersion: "v1alpha1", kind, ...filled };
}

/** A part of the v1alpha1 document. */
export function randomLegacy(random: Random): Plain {
  const section = random.pick(["machine", "cluster"]);
  const type = section === "machine" ? "v1alpha1.MachineConfig" : "v1alpha1.ClusterConfig";
  const fields = structSpec(type).fields.filter(() => random.chance(0.15));
  return { [section]: randomFields(random, fields, 4, 1) };
}

function randomFields(
  random: Random,
  fields: readonly FieldSpec[],
  depth: number,
  chance: number,
): { [key: string]: Plain } {
  const filled: { [key: string]: Plain } = {};
  for (const { key, type } of fields) if (random.chance(chance)) filled[key] = randomValue(random, type, depth);
  return filled;
}

function randomValue(random: Random, type: TypeSpec, depth: number): Plain {
  if (random.chance(0.005)) return null;
  switch (type.kind) {
    case "pointer":
      return randomValue(random, type.to, depth);
    case "list":
      return Array.from({ length: depth === 0 ? 0 : random.pick([0, 1, 1, 1, 2]) }, () =>
        randomValue(random, type.of, depth - 1),
      );
    case "map":
      return Object.fromEntries(
        ["a", "b.c/d", "10"].filter(() => random.chance()).map((key) => [key, randomValue(random, type.of, depth - 1)]),
      );
    case "struct":
      return depth === 0 ? {} : randomFields(random, structSpec(type.name).fields, depth - 1, 0.5);
    default:
      return randomScalar(random, type.name, type.words);
  }
}

/** The first samples are right; the wrong ones come seldom, so that most documents load. */
function randomScalar(random: Random, name: string, words: string): Plain {
  if (name === "enum") {
    const known: EnumWords = enumWords(words);
    return random.chance(0.01) ? "wrong" : random.pick(known.words);
  }
  const list = samples[name] ?? ["x"];
  const good = name === "string" ? list.length : Math.ceil(list.length / 2);
  return random.chance(0.01) ? random.pick(list) : random.pick(list.slice(0, Math.min(good, list.length)));
}
