/** Which points of a run are struck, and how: made from the calls that an undisturbed run makes. Pure. */
import type { CallPoint, Deed, Strike } from "./orders";
import type { Scenario } from "./scenarios";

/** A fault of the sandbox, in the place of a deed of the child's. */
export interface GrpcFault extends CallPoint {
  readonly code: "UNAVAILABLE" | "DEADLINE_EXCEEDED";
}

/** One case. */
export interface ChaosCase {
  readonly scenario: Scenario;
  /** The child strikes its own call. */
  readonly strike: Strike | null;
  /** The sandbox answers with a failure. */
  readonly fault: GrpcFault | null;
}

/** Its name, as it is printed and filtered by. */
export function caseName({ scenario, strike, fault }: ChaosCase): string {
  const point = strike ?? fault;
  const what = strike?.deed ?? fault?.code ?? "";
  return `${scenario.name}: ${what} at "${point?.key}"${point === null || point.skip === 0 ? "" : ` (${point.skip + 1}th)`}`;
}

const kills: readonly Deed[] = ["kill-before", "kill-after"];
const breaks: readonly Deed[] = ["reset", "reset-after"];
const deeds = {
  http: [...breaks, "429", "500", "503", "hang", "half", "wrong-type"],
  talos: [...breaks, "hang"],
  ssh: breaks,
} as const satisfies Readonly<Record<string, readonly Deed[]>>;

/**
 * Every call is killed before and after; the first of each name has its answer replaced in every way. Of equal calls,
 * which are polls, the first and the last count; of calls that differ only in the machine that is asked, one has its
 * answer replaced.
 */
export function casesOf(scenario: Scenario, calls: readonly string[]): readonly ChaosCase[] {
  const replaced = new Set<string>();
  return [...counted(calls)].flatMap(([key, count]) => {
    const struck = killsOf(key, count).map((strike): ChaosCase => ({ scenario, strike, fault: null }));
    const family = familyOf(key);
    const kind = family === "http" && !key.startsWith("kubernetes ") ? key : withoutHost(key);
    if (replaced.has(kind)) return struck;
    replaced.add(kind);
    const first = { key, skip: 0 };
    const answers = deeds[family].map((deed): ChaosCase => ({ scenario, strike: { ...first, deed }, fault: null }));
    const codes: readonly GrpcFault["code"][] = family === "talos" ? ["UNAVAILABLE", "DEADLINE_EXCEEDED"] : [];
    const faults = codes.map((code): ChaosCase => ({ scenario, strike: null, fault: { ...first, code } }));
    return [...struck, ...answers, ...faults];
  });
}

function killsOf(key: string, count: number): readonly Strike[] {
  const first = kills.map((deed): Strike => ({ key, skip: 0, deed }));
  return count === 1 ? first : [...first, { key, skip: count - 1, deed: "kill-after" }];
}

function familyOf(key: string): keyof typeof deeds {
  if (key.startsWith("talos ")) return "talos";
  return key.startsWith("ssh ") ? "ssh" : "http";
}

/** `talos cp-1 Version` → `talos Version` */
function withoutHost(key: string): string {
  const [first, , ...rest] = key.split(" ");
  return [first, ...rest].join(" ");
}

function counted(calls: readonly string[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const call of calls) counts.set(call, (counts.get(call) ?? 0) + 1);
  return counts;
}

/** Which of `count` processes runs a case: its name decides, so that all of them agree without a word. */
export function shardOf(name: string, count: number): number {
  let hash = 0;
  for (const character of name) hash = (hash * 31 + (character.codePointAt(0) ?? 0)) >>> 0;
  return hash % count;
}

/** So many of them, spread evenly over all, the same ones every time. */
export function sampleOf<Item>(all: readonly Item[], size: number): readonly Item[] {
  if (all.length <= size) return all;
  return Array.from({ length: size }, (_, index) => all[Math.floor(((index + 0.5) * all.length) / size)]).flatMap(
    (item) => (item === undefined ? [] : [item]),
  );
}
