/**
 * YAML exactly as Talos's library (Go's yaml.v3 and v4) reads and writes it, and nothing about machine
 * configurations. Own code rather than the npm package `yaml`, because the dialect is the product: YAML 1.1
 * structure with implicit types of neither 1.1 nor 1.2, and an emission that has to match byte for byte.
 */
export { readDocuments } from "./composer";
export type { AliasNode, MappingEntry, MappingNode, Mark, ScalarNode, SequenceNode, YamlNode } from "./node";
export { Float, NodeText, RawScalar, type YamlKey, type YamlOutput } from "./output";
export { type Resolved, resolvePlain, resolveScalar, type ScalarValue } from "./resolve";
export { maxDepth } from "./source";
export { writeDocument } from "./writer";
export { YamlError } from "./yaml-error";
