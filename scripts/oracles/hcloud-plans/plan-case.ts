/** The recorded cases as this replay reads them. Here belongs the form of the file and of what a core answers. */
import type { OracleLine } from "../../oracles-format/json-lines";
import { Json } from "../hcloud-http/json";
import { recordedTold, type Told } from "./told";

/** What a plan came to. */
export interface PlanResult {
  readonly failed: boolean;
  /** By address: what `terraform show -json` says; of a recording, all in one object; else as the core shows it. */
  readonly changes: ReadonlyMap<string, Json>;
  readonly told: readonly Told[];
}

/** One case. */
export interface PlanCase {
  readonly name: string;
  readonly config: string;
  readonly environment: Readonly<Record<string, string>>;
  readonly hasProviderBlock: boolean;
  readonly priorState: readonly Json[];
  readonly failed: boolean;
  readonly expected: PlanResult;
  /** The real provider's process died; a stand-in only must not. */
  readonly panicked: boolean;
  /** Whether it may run as a module beside others. */
  readonly batches: boolean;
}

/** Reads one line of the file. */
export function parseCase(line: OracleLine): PlanCase {
  const json = new Json(line);
  const result = json.get("result");
  const config = json.get("config").text();
  const hasProviderBlock = json.get("provider_block_in_config").flag();
  const environment = Object.fromEntries(members(json.get("env")).map(([name, value]) => [name, value.text()]));
  const expected = {
    failed: result.get("failed").flag(),
    changes: new Map(members(result.get("changes"))),
    told: recordedTold(result.get("diagnostics")),
  };
  const ownRoot = /^(import|moved|terraform|removed|provider) /m.test(config);
  return {
    name: json.get("name").text(),
    config,
    environment,
    hasProviderBlock,
    priorState: json.get("prior_state").list(),
    failed: expected.failed,
    expected,
    panicked: !result.get("provider_panic").isNull,
    batches: !hasProviderBlock && !ownRoot && Object.keys(environment).length === 0 && !config.includes("output "),
  };
}

/** What a case is counted under. */
export function typeOf({ name }: PlanCase): string {
  return name.split(/[/:]/)[0] ?? name;
}

/** The members of an object. */
export function members(json: Json): readonly (readonly [string, Json])[] {
  const { value } = json;
  if (typeof value !== "object" || value === null) return [];
  return Object.keys(value).map((name) => [name, json.get(name)]);
}
