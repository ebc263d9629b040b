/** Constructs as the JSON that Terraform gets, and JSON that is held against a stored file. */
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, resolve } from "node:path";
import { App, TerraformStack, Testing } from "cdktf";
import type { Construct } from "constructs";

/** What stands in a stack's JSON, by its sections. */
export interface Synthesised {
  readonly resource?: Readonly<Record<string, Readonly<Record<string, Readonly<Record<string, unknown>>>>>>;
  readonly data?: Readonly<Record<string, Readonly<Record<string, Readonly<Record<string, unknown>>>>>>;
  readonly locals?: Readonly<Record<string, unknown>>;
  readonly provider?: Readonly<Record<string, unknown>>;
  readonly output?: Readonly<Record<string, unknown>>;
  readonly terraform?: Readonly<Record<string, unknown>>;
}

/** The JSON of a stack with what `build` puts into it. */
export function synthesised(build: (stack: TerraformStack) => void): Synthesised {
  const stack = new TerraformStack(Testing.app({ enableFutureFlags: false }), "stack");
  build(stack);
  return JSON.parse(Testing.synth(stack));
}

/** The one resource of a type, or the one whose logical id holds `part`. @throws RangeError where there is none, or several. */
export function resourceOf(json: Synthesised, type: string, part = ""): Readonly<Record<string, unknown>> {
  const found = Object.entries(json.resource?.[type] ?? {}).filter(([id]) => id.includes(part));
  const [only] = found;
  if (only === undefined || found.length > 1) {
    throw new RangeError(`Cannot choose a ${type} by "${part}": there are ${found.length}`);
  }
  return only[1];
}

/** The text that construction fails with; undefined where it does not fail. */
export function failureOf(build: (scope: Construct) => void): string | undefined {
  try {
    build(new TerraformStack(new App(), "stack"));
    return undefined;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

/**
 * Expects JSON to be what test/golden/ has under this name. With HEPHAESTUS_UPDATE_GOLDEN set it is written instead,
 * to be read and committed.
 */
export function expectGolden(name: string, json: unknown): void {
  const path = resolve(__dirname, "../golden", `${name}.json`);
  if (process.env["HEPHAESTUS_UPDATE_GOLDEN"]) {
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, `${JSON.stringify(json, undefined, 2)}\n`);
  }
  expect(json).toEqual(JSON.parse(readFileSync(path, "utf8")));
}
