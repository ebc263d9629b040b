/** What is told beside a plan, and how two of them are compared. Here belongs a diagnostic; never a planned value. */
import type { Json } from "../hcloud-http/json";

/** One diagnostic. */
export interface Told {
  readonly severity: string;
  readonly summary: string;
  readonly detail: string;
  /** Of the resource; empty where it is about none. */
  readonly address: string;
  /** Whether the provider told it, and not the core by itself. */
  readonly byProvider: boolean;
  /** The path that the provider gave with it, as `labels["a"]`; empty for the whole resource. */
  readonly attribute: string;
}

/** Diagnostics of a recording; each is recorded once, though a core may print it twice. */
export function recordedTold(diagnostics: Json): readonly Told[] {
  return distinct(
    diagnostics.list().map((each) => ({
      severity: each.get("severity").text(),
      summary: each.get("summary").text(),
      detail: each.get("detail").text(),
      address: each.get("address").text(),
      byProvider: !each.get("rpc").isNull,
      attribute: recordedPath(each.get("attribute").text()),
    })),
  );
}

/** Each diagnostic once. */
export function distinct(told: readonly Told[]): readonly Told[] {
  return [...new Map(told.map((each) => [JSON.stringify(each), each])).values()];
}

/**
 * How what is told differs: the provider's by severity, address and attribute, the core's own by its text as well. The
 * provider's texts may be ours, and so may be how many of them are about one attribute.
 */
export function toldDifferences(recorded: readonly Told[], got: readonly Told[]): readonly string[] {
  const [wanted, told] = [keys(recorded), keys(got)];
  return [
    ...[...wanted].filter(([key]) => !told.has(key)).map(([key, each]) => `not told: ${key} (${each.summary})`),
    ...[...told].filter(([key]) => !wanted.has(key)).map(([key, each]) => `told: ${key} (${each.summary})`),
  ];
}

function keys(told: readonly Told[]): ReadonlyMap<string, Told> {
  return new Map(told.map((each) => [keyOf(each), each]));
}

function keyOf({ severity, address, byProvider, attribute, summary, detail }: Told): string {
  const at = address === "" ? "" : ` at ${address}`;
  return byProvider ? `${severity} of "${attribute}"${at}` : `${severity} of the core${at}: ${summary}: ${detail}`;
}

/**
 * `AttributeName("labels").ElementKeyString("a")` as `labels["a"]`. The protocol has no step into a set by value, so that
 * the path ends there.
 */
function recordedPath(text: string): string {
  let path = "";
  for (const [, kind, value] of text.matchAll(
    /(AttributeName|ElementKeyString|ElementKeyInt|ElementKeyValue)\(([^)]*)\)/g,
  )) {
    if (kind === "ElementKeyValue") break;
    path += kind === "AttributeName" ? `.${JSON.parse(value ?? '""')}` : `[${value}]`;
  }
  return path.replace(/^\./, "");
}
