import type { YamlNode } from "../yaml";
import { DecodeError, type DecodeIssue } from "./decode-error";

/** More than this many decoding steps through aliases are hostile. Source: yaml.v3's limits. */
const smallDocumentSteps = 400_000;
const largeDocumentSteps = 4_000_000;
/** Beyond this many issues the rest says nothing new. */
const maxIssues = 100;

/** What decoding of one text carries along: the version, the issues found, the budget for aliases. */
export class DecodeContext {
  readonly minor: number;
  /** Unknown keys are an issue (machine configurations) or are passed over (secrets.yaml). */
  readonly strict: boolean;
  readonly issues: DecodeIssue[] = [];
  /** Inside an alias, where Talos does not look for unknown keys. */
  aliasDepth = 0;
  #steps = 0;
  #aliasSteps = 0;

  constructor(minor: number, strict = true) {
    this.minor = minor;
    this.strict = strict;
  }

  issue(node: YamlNode, path: string, message: string, nearestKey?: string): undefined {
    const issue = { message, path, line: node.line, column: node.column };
    this.issues.push(nearestKey === undefined ? issue : { ...issue, nearestKey });
    if (this.issues.length >= maxIssues) throw new DecodeError(this.issues);
    return undefined;
  }

  /** Counts one step; throws DecodeError when aliases blow a small text up. */
  step(node: YamlNode, path: string): void {
    this.#steps += 1;
    if (this.aliasDepth > 0) this.#aliasSteps += 1;
    if (this.#aliasSteps <= 100 || this.#steps <= 1000) return;
    if (this.#aliasSteps / this.#steps <= allowedRatio(this.#steps)) return;
    const { line, column } = node;
    throw new DecodeError([{ message: "the text uses aliases excessively", path, line, column }]);
  }
}

function allowedRatio(steps: number): number {
  if (steps <= smallDocumentSteps) return 0.99;
  if (steps >= largeDocumentSteps) return 0.1;
  return 0.99 - (0.89 * (steps - smallDocumentSteps)) / (largeDocumentSteps - smallDocumentSteps);
}

/** A child's path. */
export function join(path: string, key: string): string {
  return path === "" ? key : `${path}.${key}`;
}
