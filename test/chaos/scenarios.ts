/** What is disturbed: one verb of one resource in one state of the world. Each begins with a world that was saved. */
import { issueClient } from "../../provider-bridge/attributes";
import type { SecretsBundle } from "../../provider-bridge/talos-config";
import { makeBundle } from "../sandbox/talos/talos-stage";
import { ChaosWorld, type Wanted } from "./chaos-world";
import type { Order, StoredInstance } from "./orders";
import type { ProviderChildren } from "./provider-child";

/** One of them. */
export interface Scenario {
  /** e.g. `talos_machine create worker` */
  readonly name: string;
  readonly verb: "create" | "update" | "delete";
  readonly bundle: SecretsBundle;
  /** The world it begins with; undefined: an empty one. */
  readonly world: string | undefined;
  readonly order: Pick<Order, "typeName" | "config" | "prior" | "aheadMs">;
  /** What is there before, and what is wanted after it. */
  readonly before: Wanted;
  readonly after: Wanted;
}

type Config = Readonly<Record<string, unknown>>;

const hourMs = 3_600_000;
const yearMs = 365 * 24 * hourMs;
const [machine, bootstrap, cluster, image] = ["machine", "bootstrap", "cluster", "image"].map(
  (name) => `hephaestus_talos_${name}`,
) as [string, string, string, string];
const all = ["cp-1", "cp-2", "cp-3", "worker-1", "worker-2"];

/** Brings the worlds up, once, and lists the scenarios. */
export async function prepareScenarios(children: ProviderChildren): Promise<readonly Scenario[]> {
  const bundle = await makeBundle();
  return [...(await imageScenarios(children, bundle)), ...(await clusterScenarios(children, bundle))];
}

async function imageScenarios(children: ProviderChildren, bundle: SecretsBundle): Promise<readonly Scenario[]> {
  const config = { talos_version: "v1.13.9", architecture: "amd64" };
  const world = await ChaosWorld.start(bundle);
  try {
    const made = await applied(children, world, image, config);
    const changed = { ...config, labels: { team: "a" }, description: "another", delete_protection: true };
    const common = { bundle, world: world.save() };
    const [none, one]: [Wanted, Wanted] = [{ running: [] }, { running: [], snapshots: 1 }];
    const order = { typeName: image, aheadMs: 0 };
    return [
      {
        ...{ name: "talos_image create", verb: "create", bundle, world: undefined },
        ...{ order: { ...order, config, prior: null }, before: none, after: one },
      },
      {
        ...{ name: "talos_image update", verb: "update", ...common },
        ...{ order: { ...order, config: changed, prior: made }, before: one, after: one },
      },
      {
        ...{ name: "talos_image delete", verb: "delete", ...common },
        ...{ order: { ...order, config: null, prior: made }, before: one, after: none },
      },
    ];
  } finally {
    await world.close();
  }
}

async function clusterScenarios(children: ProviderChildren, bundle: SecretsBundle): Promise<readonly Scenario[]> {
  const world = await ChaosWorld.start(bundle);
  try {
    const stack = new Stack(world, bundle);
    for (const name of all) await stack.server(name);
    const make = (typeName: string, config: Config) => applied(children, world, typeName, config);
    const waiting = world.save();
    await make(machine, stack.machine("cp-1"));
    const configured = world.save();
    const born = await make(bootstrap, stack.bootstrap(["cp-1"]));
    await make(machine, stack.machine("worker-1"));
    const young: Wanted = { running: all, members: ["cp-1"], nodes: ["cp-1", "worker-1"] };
    await settled(world, young);
    const youngWorld = world.save();
    const cp2 = await make(machine, stack.machine("cp-2"));
    const cp3 = await make(machine, stack.machine("cp-3"));
    const worker1 = await make(machine, stack.machine("worker-1"));
    const seen = await make(cluster, stack.cluster(["cp-1", "cp-2", "cp-3"], ["worker-1"]));
    const planes = ["cp-1", "cp-2", "cp-3"];
    const full: Wanted = { running: all, members: planes, nodes: [...planes, "worker-1"] };
    await settled(world, full);
    return [
      ...births(stack, bundle, { waiting, configured, young: youngWorld }, young),
      ...lives(stack, bundle, { world: world.save(), full, born, cp2, cp3, worker1, seen }),
    ];
  } finally {
    await world.close();
  }
}

interface Young {
  readonly waiting: string;
  readonly configured: string;
  readonly young: string;
}

function births(stack: Stack, bundle: SecretsBundle, worlds: Young, young: Wanted): readonly Scenario[] {
  const create = (
    name: string,
    world: string,
    typeName: string,
    config: Config,
    [before, after]: [Wanted, Wanted],
  ): Scenario => ({
    ...{ name, verb: "create", bundle, world, before, after },
    order: { typeName, config, prior: null, aheadMs: 0 },
  });
  const bare: Wanted = { running: all };
  const single: Wanted = { running: all, members: ["cp-1"], nodes: ["cp-1"] };
  const { waiting, configured } = worlds;
  const second: Wanted = { ...young, members: ["cp-1", "cp-2"], nodes: ["cp-1", "cp-2", "worker-1"] };
  const worker: Wanted = { ...young, nodes: ["cp-1", "worker-1", "worker-2"] };
  return [
    create("talos_machine create first", waiting, machine, stack.machine("cp-1"), [bare, bare]),
    create("talos_machine create control plane", worlds.young, machine, stack.machine("cp-2"), [young, second]),
    create("talos_machine create worker", worlds.young, machine, stack.machine("worker-2"), [young, worker]),
    create("talos_bootstrap create", configured, bootstrap, stack.bootstrap(["cp-1"]), [bare, single]),
    create("talos_cluster create", worlds.young, cluster, stack.cluster(["cp-1"], ["worker-1"]), [young, young]),
  ];
}

interface Full {
  readonly world: string;
  readonly full: Wanted;
  readonly born: StoredInstance;
  readonly cp2: StoredInstance;
  readonly cp3: StoredInstance;
  readonly worker1: StoredInstance;
  readonly seen: StoredInstance;
}

function lives(stack: Stack, bundle: SecretsBundle, parts: Full): readonly Scenario[] {
  const { world, full, born, cp2, cp3, worker1, seen } = parts;
  const planes = ["cp-1", "cp-2", "cp-3"];
  const change = (
    name: string,
    typeName: string,
    prior: StoredInstance,
    config: Config | null,
    more: Changes = {},
  ): Scenario => ({
    ...{ name, verb: config === null ? "delete" : "update", bundle, world, before: full, after: more.after ?? full },
    order: { typeName, config, prior, aheadMs: more.aheadMs ?? 0 },
  });
  const without = (...gone: string[]) => ({
    running: all.filter((name) => !gone.includes(name)),
    off: gone,
    members: planes.filter((name) => !gone.includes(name)),
    nodes: [...planes, "worker-1"].filter((name) => !gone.includes(name)),
  });
  const live = { config_patches: [JSON.stringify({ machine: { sysctls: { "vm.max_map_count": "262144" } } })] };
  const hard = { config_patches: [JSON.stringify({ machine: { env: { A: "b" } } })] };
  return [
    change("talos_machine update live", machine, worker1, { ...stack.machine("worker-1"), ...live }),
    change("talos_machine update reboot", machine, worker1, { ...stack.machine("worker-1"), ...hard }),
    change("talos_machine update reboot control plane", machine, cp3, { ...stack.machine("cp-3"), ...hard }),
    change("talos_machine delete worker", machine, worker1, null, { after: without("worker-1") }),
    change("talos_machine delete control plane", machine, cp2, null, { after: without("cp-2") }),
    change("talos_bootstrap update", bootstrap, born, stack.bootstrap(["cp-1"]), { aheadMs: yearMs - hourMs }),
    change("talos_bootstrap delete", bootstrap, born, null, { after: full }),
    change("talos_cluster update", cluster, seen, { ...stack.cluster(planes, ["worker-1"]), wait_for: "nodes_ready" }),
    change("talos_cluster delete", cluster, seen, null, { after: full }),
  ];
}

interface Changes {
  readonly after?: Wanted;
  readonly aheadMs?: number;
}

async function settled(world: ChaosWorld, wanted: Wanted): Promise<void> {
  const { wrong } = await world.census(wanted);
  if (wrong.length > 0) throw new Error(`Cannot bring the cluster up: ${wrong.join("; ")}`);
}

async function applied(children: ProviderChildren, world: ChaosWorld, typeName: string, config: Config) {
  const order = { typeName, config, prior: null, refresh: true, planAgain: false, aheadMs: 0, strike: null };
  const { report, output } = await children.run({ ...order, hosts: {}, wrongAnswers: "" }, world.environment);
  const instance = report?.instance ?? null;
  if (instance !== null && report?.errors.length === 0) return instance;
  throw new Error(`Cannot make ${typeName}: ${report?.errors.join("\n") ?? output}`);
}

/** Configurations of everything in the cluster `stage`. */
class Stack {
  readonly #world: ChaosWorld;
  readonly #client: Config;
  readonly #ids = new Map<string, { readonly id: number; readonly ip: string }>();

  constructor(world: ChaosWorld, bundle: SecretsBundle) {
    this.#world = world;
    const validity = { notBefore: new Date(Date.now() - hourMs), validityMs: 24 * hourMs };
    this.#client = { client_configuration: issueClient(bundle, validity).configuration };
  }

  /** A server in maintenance mode. */
  async server(name: string): Promise<void> {
    const labels = { cluster: "stage", role: name.startsWith("cp-") ? "control-plane" : "worker" };
    const server = await this.#world.stage.server(name, "v1.13.9", { labels });
    this.#ids.set(name, { id: server.id, ip: this.#world.stage.ip(server) });
  }

  machine(name: string): Config {
    const role = name.startsWith("cp-") ? "controlplane" : "worker";
    const { id, ip } = this.#place(name);
    const config = this.#world.stage.configuration(role, this.#place("cp-1").ip);
    const common = { cluster: "stage", name, role, server_id: String(id), endpoint: ip, machine_config: config };
    return { ...common, ...this.#client };
  }

  bootstrap(planes: readonly string[]): Config {
    const endpoint = `https://${this.#place("cp-1").ip}:6443`;
    return { cluster: "stage", endpoint, control_planes: this.#addresses(planes), ...this.#client };
  }

  cluster(planes: readonly string[], workers: readonly string[]): Config {
    return { ...this.bootstrap(planes), workers: this.#addresses(workers) };
  }

  #addresses(names: readonly string[]): Readonly<Record<string, string>> {
    return Object.fromEntries(names.map((name) => [name, this.#place(name).ip]));
  }

  #place(name: string) {
    const found = this.#ids.get(name);
    if (found === undefined) throw new RangeError(`There is no server "${name}"`);
    return found;
  }
}
