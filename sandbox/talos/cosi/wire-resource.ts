import type { Resource } from "../../../wire/cosi/generated/resource";
import { timestampOf } from "../../../wire/google/time";
import type { MessageInit } from "../../../wire/protobuf";
import type { ResourceState } from "./collection";
import { YamlText } from "./kind";

/** A resource as it travels: its specification both ways. */
export function onWire(state: ResourceState): MessageInit<Resource> {
  const { namespace, type, id, owner, labels, version, createdMs, updatedMs } = state;
  return {
    metadata: {
      namespace,
      type,
      id,
      version: String(version),
      owner,
      phase: "running",
      created: timestampOf(createdMs),
      updated: timestampOf(updatedMs),
      labels,
    },
    spec: { protoSpec: state.spec, yamlSpec: yamlText(state) },
  };
}

/** A resource that is not there, without specification: what a watch begins with where there is none. */
export function tombstone(namespace: string, type: string, id: string): MessageInit<Resource> {
  const undated = { seconds: -62_135_596_800n, nanos: 0 };
  return {
    metadata: { namespace, type, id, version: "undefined", phase: "running", created: undated, updated: undated },
    spec: {},
  };
}

const texts = new WeakMap<ResourceState, string>();

function yamlText(state: ResourceState): string {
  const known = texts.get(state);
  if (known !== undefined) return known;
  const text = state.yaml instanceof YamlText ? state.yaml.text : stringified(state.yaml);
  texts.set(state, text);
  return text;
}

/** As readers of YAML 1.1 must have it: what they would take for a time, a number or a truth is quoted. */
function stringified(yaml: unknown): string {
  const { stringify }: typeof import("yaml") = require("yaml");
  return stringify(yaml, { indent: 4, lineWidth: 0, schema: "yaml-1.1", aliasDuplicateObjects: false });
}
