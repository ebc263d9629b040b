import type { Json } from "../plain/json";
import { parsePlainJson, TooDeepError } from "../plain/parse-json";
import { tooDeep } from "./json-problem";

/** A YAML text read as YAML 1.1, as the server does (`n: 1` has the key false); or what is wrong with it. */
export function readYaml(text: string): { readonly value: Json; readonly problem?: string } {
  // Loaded when the first YAML comes: most clients send JSON.
  const { parseDocument } = require("yaml") as typeof import("yaml");
  try {
    const document = parseDocument(text, { version: "1.1", merge: true });
    const [problem] = document.errors;
    if (problem !== undefined) return { value: null, problem: goProblem(problem.code) };
    return { value: parsePlainJson(JSON.stringify(document.toJS({ mapAsMap: false }) ?? null)) };
  } catch (error) {
    // Aliases that grow without end, or values too deep.
    if (error instanceof ReferenceError) return { value: null, problem: "document contains excessive aliasing" };
    if (error instanceof TooDeepError || error instanceof RangeError) return { value: null, problem: tooDeep };
    throw error;
  }
}

/** Every document of a YAML text with several. @throws SyntaxError where one cannot be read */
export function readYamlDocuments(text: string): Json[] {
  const { parseAllDocuments } = require("yaml") as typeof import("yaml");
  const documents = parseAllDocuments(text, { version: "1.1", merge: true });
  if (!Array.isArray(documents)) return [];
  return documents.flatMap((document) => {
    const [problem] = document.errors;
    if (problem !== undefined) throw new SyntaxError(`Cannot read manifest: ${problem.message.split("\n")[0]}`);
    const value: Json = JSON.parse(JSON.stringify(document.toJS() ?? null));
    return value === null ? [] : [value];
  });
}

function goProblem(code: string): string {
  if (code === "BLOCK_AS_IMPLICIT_KEY" || code === "MULTILINE_IMPLICIT_KEY" || code === "UNEXPECTED_TOKEN") {
    return "mapping values are not allowed in this context";
  }
  return "did not find expected node content";
}
