import { parseYaml } from "../formats/yaml";
import type { Validator } from "../schema/validator";
import { type StringType, textValidator } from "./text-validator";

/** Which YAML texts are taken. */
export interface YamlOptions {
  /** How many documents there may be, separated by `---`. @default any number */
  readonly maxDocuments?: number;
  /** Whether each document must be a map. @default false */
  readonly mapsOnly?: boolean;
}

/** YAML 1.2 that can be read: no doubled key, no unclosed bracket. What it says is not looked at. */
export function yaml(options: YamlOptions = {}): Validator<StringType> {
  return textValidator({
    summary: "Not valid YAML",
    description: description(options),
    problem: (text) => {
      const read = parseYaml(text);
      if (!read.ok) return `cannot be read: ${read.problem}`;
      const documents = read.value;
      if (documents.length > (options.maxDocuments ?? Number.POSITIVE_INFINITY)) {
        return `holds ${documents.length} documents`;
      }
      const other = options.mapsOnly === true ? documents.findIndex((document) => !(document instanceof Map)) : -1;
      return other < 0 ? undefined : `holds no map in document ${other + 1}`;
    },
  });
}

function description({ maxDocuments, mapsOnly }: YamlOptions): string {
  const count =
    maxDocuments === undefined ? "" : maxDocuments === 1 ? " of one document" : ` of up to ${maxDocuments} documents`;
  return `YAML${count}${mapsOnly === true ? ", each a map" : ""}`;
}
