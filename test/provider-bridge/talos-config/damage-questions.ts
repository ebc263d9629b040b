/** Fresh questions with one thing wrong or odd: broken fields, deletions, JSON patches, bundles. */
import { parse, parseAllDocuments, stringify } from "yaml";
import type { Question } from "../../../scripts/oracles/talos/go-oracle";
import type { Random } from "../../support/random";
import type { Subject } from "./questions";
import { type Plain, randomDocument, randomLegacy } from "./random-document";
import { writeYaml } from "./write-yaml";

type PlainMap = { [key: string]: Plain };
type Way = readonly (string | number)[];

const modes = ["cloud", "metal", "container"];
const breakers: readonly Plain[] = [
  "",
  "hammer",
  "a b",
  "-",
  "../x",
  "10.0.0.1",
  "10.0.0.0/8",
  "fd00::/64",
  "300.1.1.1",
  "http://[::1",
  "https://a.example.org:6443/x",
  "os:admin",
  "eth0",
  "STATE",
  "x".repeat(70),
  0,
  1,
  -1,
  3.5,
  65_536,
  1e21,
  true,
  false,
  null,
  [],
  {},
  ["a", "a"],
  ["10.0.0.1", "!10.0.0.0/8"],
  { a: "b" },
  { "node.kubernetes.io/x": "y z" },
  "1h",
  "24h0m0s",
  "10GiB",
  "50%",
  "0",
  "null",
];

/** A configuration with a document or part that is mostly right, and one place of it broken; judged. */
export function brokenQuestion(random: Random, { minor, bases }: Subject): Question {
  const base = asMap(parse(firstDocument(random.pick(bases))));
  const documents: Plain[] = [base];
  for (let count = random.pick([0, 1, 1, 2]); count > 0; count -= 1) documents.push(randomDocument(random, minor));
  if (random.chance(0.5)) mergePlain(base, asMap(randomLegacy(random)));
  const broken = random.pick(documents);
  for (let count = random.pick([1, 1, 2]); count > 0; count -= 1) breakOne(random, broken);
  const config = documents.map((document) => writeYaml(random, document)).join("---\n");
  return { op: "validate", in: { config, mode: random.pick(modes), strict: random.chance(0.2) } };
}

/** A deletion at any depth of a generated configuration, alone or beside what is set. */
export function deletionQuestion(random: Random, { bases, minor }: Subject): Question {
  const base = [random.pick(bases), ...(random.chance() ? [writeYaml(random, randomDocument(random, minor))] : [])];
  const documents = parseAllDocuments(base.join("---\n"), { version: "1.2" }).map((one) => asMap(one.toJS()));
  const patches = Array.from({ length: random.pick([1, 1, 2]) }, () => deletion(random, random.pick(documents)));
  return { op: "patch", in: { config: base.join("---\n"), patches } };
}

/** Operations of all kinds on a configuration of one document. */
export function jsonPatchQuestion(random: Random, { bases }: Subject): Question {
  const config = firstDocument(random.pick(bases));
  const document = asMap(parse(config));
  const patches = Array.from({ length: random.pick([1, 1, 2]) }, () => {
    const operations = Array.from({ length: random.pick([1, 1, 2, 4]) }, () => operation(random, document));
    return random.chance(0.7) ? JSON.stringify(operations) : stringify(operations);
  });
  return { op: "patch", in: { config, patches } };
}

/** A bundle with one or two places of it broken. */
export function secretsQuestion(random: Random, { secrets }: Subject): Question {
  const bundle = asMap(parse(secrets));
  for (let count = random.pick([0, 1, 1, 2]); count > 0; count -= 1) {
    const way = random.pick(ways(bundle));
    const old = at(bundle, way);
    const odd: readonly Plain[] = [
      "",
      null,
      "%%%",
      "aGFtbWVy",
      7,
      true,
      [],
      {},
      ["a"],
      "0x10",
      "2001-01-01",
      "yes",
      1.5,
    ];
    const how = random.integer(0, 4);
    if (how === 0) remove(bundle, way);
    else if (how === 1 && typeof old === "string") put(bundle, way, damagedBase64(random, old));
    else if (how === 2) put(bundle, way, at(bundle, random.pick(ways(bundle))));
    else put(bundle, way, random.pick(odd));
  }
  return { op: "secrets_parse", in: { secrets: writeYaml(random, bundle) } };
}

function damagedBase64(random: Random, text: string): string {
  const bytes = Buffer.from(text, "base64").toString("latin1");
  const place = random.integer(0, bytes.length);
  const changed = bytes.slice(0, place) + random.pick(["", "\n", "A", "-", " ", "="]) + bytes.slice(place + 1);
  return Buffer.from(changed, "latin1").toString("base64");
}

function breakOne(random: Random, document: Plain): void {
  const places = ways(document).filter((way) => way.length > 0 && way[0] !== "kind" && way[0] !== "apiVersion");
  if (places.length === 0) return;
  const way = random.pick(places);
  if (random.chance(0.15)) remove(document, way);
  else if (random.chance(0.2)) put(document, way, at(document, random.pick(places)));
  else put(document, way, random.pick(breakers));
}

function deletion(random: Random, document: PlainMap): string {
  const places = ways(document).filter(([first]) => !["apiVersion", "kind", "name", "version"].includes(String(first)));
  const way = random.chance(0.05) || places.length === 0 ? [] : random.pick(places);
  const patch: PlainMap = {};
  for (const key of ["apiVersion", "kind", "name"]) if (document[key] !== undefined) patch[key] = document[key];
  const found = at(document, way);
  let inner: Plain = { $patch: "delete", ...(random.chance(0.1) ? { x: 1 } : {}) };
  const steps = [...way];
  if (typeof steps.at(-1) === "number") {
    steps.pop();
    const first = isMap(found) ? Object.entries(found)[0] : undefined;
    inner = [{ ...(first === undefined ? {} : { [first[0]]: first[1] }), $patch: "delete" }];
  }
  if (random.chance(0.1)) steps.push("absent");
  for (const step of steps.toReversed()) inner = typeof step === "number" ? [inner] : { [step]: inner };
  return writeYaml(random, { ...patch, ...asMap(inner) });
}

function operation(random: Random, document: PlainMap): Plain {
  const way = random.pick(ways(document));
  const extended = random.chance(0.3)
    ? [...way, random.pick<string | number>(["new", "-", 0, 7, "01", "-1", ""])]
    : way;
  const path = `/${extended.map((step) => String(step).replaceAll("~", "~0").replaceAll("/", "~1")).join("/")}`;
  const op = random.pick(["add", "replace", "remove", "test", "move", "copy", "add", "replace", "hammer"]);
  const from = `/${random.pick(ways(document)).join("/")}`;
  const value = random.chance(0.5) ? at(document, random.pick(ways(document))) : random.pick(breakers);
  const pointer = random.chance(0.03) ? random.pick(["", "machine/x", "//", "/a~2b", 7]) : path;
  return {
    op,
    path: pointer,
    ...(random.chance(0.95) ? { value } : {}),
    ...(op === "move" || op === "copy" ? { from } : {}),
  };
}

/** The text before the first separator. */
export function firstDocument(text: string): string {
  return text.split("---\n")[0] ?? "";
}

function isMap(value: Plain | undefined): value is PlainMap {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function asMap(value: unknown): PlainMap {
  return typeof value === "object" && value !== null && !Array.isArray(value) ? (value as PlainMap) : {};
}

/** All paths of a value, the root's left out. */
function ways(value: Plain, prefix: Way = []): Way[] {
  const entries: [string | number, Plain][] = Array.isArray(value)
    ? value.map((item, index) => [index, item])
    : isMap(value)
      ? Object.entries(value)
      : [];
  return entries.flatMap(([key, item]) => [[...prefix, key], ...ways(item, [...prefix, key])]);
}

function at(value: Plain, way: Way): Plain {
  let current: Plain = value;
  for (const step of way) current = child(current, step) ?? null;
  return current;
}

function child(value: Plain, step: string | number): Plain | undefined {
  if (Array.isArray(value)) return value[Number(step)];
  return isMap(value) ? value[step] : undefined;
}

function put(value: Plain, way: Way, item: Plain): void {
  const parent = at(value, way.slice(0, -1));
  const last = way.at(-1) ?? "";
  if (Array.isArray(parent)) parent[Number(last)] = structuredClone(item);
  else if (isMap(parent)) parent[last] = structuredClone(item);
}

function remove(value: Plain, way: Way): void {
  const parent = at(value, way.slice(0, -1));
  const last = way.at(-1) ?? "";
  if (Array.isArray(parent)) parent.splice(Number(last), 1);
  else if (isMap(parent)) delete parent[last];
}

function mergePlain(into: PlainMap, from: PlainMap): void {
  for (const [key, item] of Object.entries(from)) {
    const old = into[key];
    if (isMap(old) && isMap(item)) mergePlain(old, item);
    else into[key] = item;
  }
}
