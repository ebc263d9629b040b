/** One case: the world as it was saved, a disturbed run, one apply, and what is left of it all. */
import type { ChaosCase } from "./cases";
import { type Census, ChaosWorld } from "./chaos-world";
import type { Order, StoredInstance } from "./orders";
import type { ChildEnd, ProviderChildren } from "./provider-child";
import type { Scenario } from "./scenarios";

/** How it ended. */
export interface Verdict {
  /** Empty: as it has to be. */
  readonly wrong: readonly string[];
  /** Whether the point was reached: a poll may come to its end earlier than when it was recorded. */
  readonly isStruck: boolean;
}

/** What cases need. */
export interface Stagehands {
  readonly children: ProviderChildren;
  /** Address of the server that gives wrong answers. */
  readonly wrongAnswers: string;
}

/** With a deed that nothing ends, the run itself has to end soon. */
const shortLimit = "5s";

/** Runs a scenario without any disturbance, and gives the names of its calls. */
export async function recordCalls(scenario: Scenario, hands: Stagehands): Promise<readonly string[]> {
  const world = await ChaosWorld.start(scenario.bundle, scenario.world);
  try {
    await asBefore(world, scenario);
    const order = { ...orderOf(scenario, world, hands), refresh: true, planAgain: true };
    const end = await hands.children.run(order, world.environment);
    const wrong = [...faultsOf(end), ...(await world.census(scenario.after)).wrong];
    if (wrong.length > 0) throw new Error(`"${scenario.name}" fails without any disturbance: ${wrong.join("; ")}`);
    return end.calls;
  } finally {
    await world.close();
  }
}

/** Runs a case. */
export async function runCase(chaosCase: ChaosCase, hands: Stagehands): Promise<Verdict> {
  const { scenario } = chaosCase;
  const world = await ChaosWorld.start(scenario.bundle, scenario.world);
  try {
    const before = await asBefore(world, scenario);
    const disturbed = await disturb(chaosCase, world, hands);
    if (!disturbed.isStruck) return { wrong: [], isStruck: false };
    const prior = afterDisturbance(scenario, disturbed.end);
    const wrong = "wrong" in prior ? prior.wrong : await recover(scenario, prior.instance, world, hands);
    if (wrong.length > 0) return { wrong, isStruck: true };
    const { seen, wrong: census } = await world.census(scenario.after);
    return { wrong: [...census, ...lostOnes(scenario, before, seen)], isStruck: true };
  } finally {
    await world.close();
  }
}

async function asBefore(world: ChaosWorld, { name, before }: Scenario): Promise<Census> {
  const { seen, wrong } = await world.census(before, 40_000);
  if (wrong.length > 0) throw new Error(`Cannot begin "${name}": ${wrong.join("; ")}`);
  return seen;
}

function orderOf({ order }: Scenario, { hosts }: ChaosWorld, { wrongAnswers }: Stagehands): Order {
  return { ...order, refresh: false, planAgain: false, strike: null, hosts, wrongAnswers };
}

interface Disturbed {
  readonly end: ChildEnd;
  readonly isStruck: boolean;
}

async function disturb(
  { scenario, strike, fault }: ChaosCase,
  world: ChaosWorld,
  hands: Stagehands,
): Promise<Disturbed> {
  const isKill = strike?.deed === "kill-before" || strike?.deed === "kill-after";
  const order = { ...orderOf(scenario, world, hands), strike };
  const faults = world.stage.sandbox.world.faults;
  const added = fault === null ? undefined : faults.add(faultRequest(fault));
  const end = await hands.children.run(isKill ? order : limited(order, scenario.verb), world.environment);
  faults.clear();
  return { end, isStruck: added === undefined ? end.isStruck : added.hits > 0 };
}

function faultRequest({ key, skip, code }: NonNullable<ChaosCase["fault"]>) {
  const [, name = "", method = ""] = key.split(" ");
  return { door: "talos", what: method, match: `^${name} `, skip, times: 1, effect: { code } };
}

/** The same with a short time limit, where the user would have set it: in the configuration, or for a delete in state. */
function limited(order: Order, verb: Scenario["verb"]): Order {
  if (order.typeName.endsWith("_image") && verb === "update") return order;
  const timeouts = { [verb]: shortLimit };
  const { config, prior } = order;
  if (config !== null) return { ...order, config: { ...config, timeouts } };
  if (prior === null || typeof prior.state !== "object") return order;
  return verb === "delete" && order.typeName.endsWith("_bootstrap")
    ? order
    : { ...order, prior: { ...prior, state: { ...prior.state, timeouts } } };
}

/** What Terraform has stored then. */
function afterDisturbance(
  { verb, order: { prior } }: Scenario,
  end: ChildEnd,
): { readonly instance: StoredInstance | null } | { readonly wrong: readonly string[] } {
  if (end.how === "killed") return { instance: prior };
  if (end.how !== "told" || end.report === null) return { wrong: faultsOf(end) };
  const { instance, errors } = end.report;
  if (verb === "create" && errors.length > 0 && instance !== null) {
    return { wrong: [`a create that failed has stored something: ${errors.join("; ")}`] };
  }
  return { instance };
}

/** One apply; what is wrong with it, or with the second plan. */
async function recover(
  scenario: Scenario,
  instance: StoredInstance | null,
  world: ChaosWorld,
  hands: Stagehands,
): Promise<readonly string[]> {
  if (instance === null && scenario.verb === "delete") return [];
  const order = { ...orderOf(scenario, world, hands), prior: instance, refresh: true, planAgain: true };
  return faultsOf(await hands.children.run(order, world.environment));
}

function faultsOf({ how, report, output, calls }: ChildEnd): readonly string[] {
  if (how === "hung") return [`it hung; its last calls: ${calls.slice(-5).join(", ")}`];
  if (report === null) return [`it was ${how}: ${output.slice(0, 2000)}`];
  const { errors, secondPlanIsEmpty, action } = report;
  if (errors.length > 0) return errors;
  if (action === "replace") return ["the next apply replaced it"];
  return secondPlanIsEmpty === false ? ["the second plan is not empty"] : [];
}

/** What was there, was to stay, and is another one now. */
function lostOnes({ after }: Scenario, before: Census, now: Census): readonly string[] {
  const kinds = [
    { kind: "member of etcd", was: before.members, is: now.members, wanted: after.members ?? [] },
    { kind: "Node", was: before.nodes, is: now.nodes, wanted: after.nodes ?? [] },
    { kind: "server", was: idsOf(before.servers), is: idsOf(now.servers), wanted: after.running },
  ];
  return kinds.flatMap(({ kind, was, is, wanted }) =>
    wanted
      .filter((name) => was.has(name) && was.get(name) !== is.get(name))
      .map((name) => `${kind} "${name}" was ${was.get(name)} and is ${is.get(name)}`),
  );
}

function idsOf(servers: ReadonlyMap<string, string>): ReadonlyMap<string, string> {
  return new Map([...servers].map(([name, text]) => [name, text.split(" ")[0] ?? ""]));
}
