/** The recorded cases as the stand-in's half reads them. */
import type { Json } from "./json";

/** One request, and what it was answered. */
export interface RecordedRequest {
  readonly method: string;
  /** Without `/v1`. */
  readonly path: string;
  readonly query: readonly (readonly [string, string])[];
  /** Parsed; null is none. */
  readonly body: unknown;
  readonly status: number;
  /** Parsed; a text was answered as `text/plain`, null as nothing. */
  readonly response: unknown;
  /** Since the request before; where time was measured. */
  readonly gapSeconds: number | undefined;
}

/** One command of the core. */
export interface CommandStep {
  readonly command: "apply" | "plan" | "refresh" | "destroy" | "import";
  readonly config: string;
  readonly succeeded: boolean;
  readonly requests: readonly RecordedRequest[];
  /** Instances of the state file afterwards; undefined after a plan. */
  readonly state: readonly Json[] | undefined;
  /** What is left to do, by address; after a plan only. */
  readonly changes: Json | undefined;
  /** `severity address` of each diagnostic. */
  readonly told: ReadonlySet<string>;
  /** The real provider's process died: what follows is not compared. */
  readonly panicked: boolean;
  /** Nothing listens at the endpoint. */
  readonly unreachable: boolean;
  readonly importAddress: string;
  readonly importId: string;
}

/** One case. What was done to the API between commands is left out: its answers are recorded. */
export interface HttpCase {
  readonly name: string;
  /** What stands in the configuration beside the steps' own. */
  readonly providerBlock: string;
  readonly steps: readonly CommandStep[];
}

const COMMANDS: ReadonlyMap<string, CommandStep["command"]> = new Map(
  (["apply", "plan", "refresh", "destroy", "import"] as const).map((command) => [command, command]),
);

/** Reads one line of the file. */
export function parseHttpCase(json: Json): HttpCase {
  const steps = json.get("steps").list();
  const descriptions = steps.map((step) => step.get("description").text());
  const lost = descriptions.indexOf("nothing listens at the endpoint any more");
  return {
    name: json.get("name").text(),
    providerBlock: providerBlock(json.get("poll").text()),
    steps: steps.flatMap((step, index) => stepOf(step, lost !== -1 && index > lost)),
  };
}

/** The recording polled every 20 ms but where polling itself was recorded. */
function providerBlock(poll: string): string {
  if (poll === "default") return "";
  const [, interval] = /^constant (\w+)$/.exec(poll) ?? [];
  if (interval === undefined) return 'provider "hcloud" {\n  poll_interval = "20ms"\n}\n';
  return `provider "hcloud" {\n  poll_interval = "${interval}"\n  poll_function = "constant"\n}\n`;
}

function stepOf(json: Json, unreachable: boolean): readonly CommandStep[] {
  const command = COMMANDS.get(json.get("command").text());
  if (command === undefined) return [];
  return [
    {
      command,
      config: json.get("config").text(),
      succeeded: json.get("exit_code").number() === 0,
      requests: json.get("requests").list().map(requestOf),
      state: json.get("state").isNull ? undefined : json.get("state").list(),
      changes: json.get("changes").isNull ? undefined : json.get("changes"),
      told: toldOf(json.get("diagnostics").list()),
      panicked: !json.get("provider_panic").isNull,
      unreachable,
      importAddress: json.get("address").text(),
      importId: json.get("id").text(),
    },
  ];
}

function requestOf(json: Json): RecordedRequest {
  const pairs = json.get("query").list();
  return {
    method: json.get("method").text(),
    path: json.get("path").text(),
    query: pairs.map((pair) => [pair.list()[0]?.text() ?? "", pair.list()[1]?.text() ?? ""]),
    body: json.get("body").value ?? null,
    status: json.get("status").number(),
    response: json.get("response").value ?? null,
    gapSeconds: json.get("gap_s").numberOrNull() ?? undefined,
  };
}

/** Severity and address of diagnostics, in a recording or in what a core prints. */
export function toldOf(diagnostics: readonly Json[]): ReadonlySet<string> {
  return new Set(diagnostics.map((each) => `${each.get("severity").text()} ${each.get("address").text()}`.trim()));
}
