import { isDeepStrictEqual } from "node:util";
import { parseYaml } from "../formats/yaml";
import { textSemantics } from "./text-semantics";

/** YAML texts: comments, indentation, quotes, anchors and the order of keys say nothing; the order of documents does. */
export const yamlSemantics = textSemantics("YAML", parseYaml, (left, right) => isDeepStrictEqual(left, right));
