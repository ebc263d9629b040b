/** The long examples of cluster.yaml name every prop there is, by the schema that is drawn from the props' interfaces. */
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { App } from "cdktf";
import { parse } from "yaml";
import { warningsOf } from "../../../cli/cluster/warnings";
import { clusterFromYaml } from "../../../stacks";
import { clusterSchema, resolved, type Schema } from "../../../stacks/cluster-yaml/schema";
import fullSchema from "../../../stacks/generated/cluster.schema.json";

const FOLDER = resolve(__dirname, "../../../examples/from-yaml");
const FILES = readdirSync(FOLDER).filter((name) => name.endsWith(".yaml"));

/** Every prop of every interface, as `Interface.prop`; of a choice, each. */
const ALL = Object.entries(fullSchema.$defs).flatMap(([name, definition]) => {
  const { properties = {} }: Schema = definition;
  return Object.keys(properties).map((prop) => `${name}.${prop}`);
});

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** The props that a value gives, by the interfaces that they are of. */
function given(value: unknown, part: Schema): readonly string[] {
  const { anyOf, items, properties = {} } = resolved(part);
  if (anyOf !== undefined) {
    const meant = anyOf.find((each) => resolved(each).type === (Array.isArray(value) ? "array" : typeof value));
    return meant === undefined ? [] : given(value, meant);
  }
  if (Array.isArray(value)) return items === undefined ? [] : value.flatMap((item) => given(item, items));
  if (!isObject(value)) return [];
  const name = part.$ref?.replace("#/$defs/", "") ?? "";
  return Object.entries(value).flatMap(([key, inner]) => {
    const own = properties[key];
    return own === undefined ? [] : [`${name}.${key}`, ...given(inner, own)];
  });
}

test("every prop stands in one of them", () => {
  const named = new Set(FILES.flatMap((name) => given(parse(readFileSync(join(FOLDER, name), "utf8")), clusterSchema)));
  expect(ALL.length).toBeGreaterThan(120);
  expect(ALL.filter((prop) => !named.has(prop))).toEqual([]);
});

test("the short one and those that say more are all there", () => {
  expect(FILES.sort()).toEqual(["cluster.yaml", "existing.yaml", "long.yaml", "virtual-ip.yaml"]);
});

test.each(FILES)("%s is synthesised, with no warning but that of an add-on to come", (name) => {
  const folder = mkdtempSync(join(tmpdir(), "hephaestus-long-form-"));
  try {
    const app = new App({ outdir: folder });
    clusterFromYaml(app, join(FOLDER, name));
    const warnings = warningsOf(app.node.findAll()).filter((warning) => !warning.includes('"cni.type" "cilium"'));
    expect(warnings).toEqual([]);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});
