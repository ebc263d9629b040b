/** A sandbox that begins where another one ended, and what is in it: servers, images, keys, members of etcd, Nodes. */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { SecretsBundle } from "../../provider-bridge/talos-config";
import type { Server } from "../../sandbox/world";
import { saveWorld } from "../../sandbox/world/save";
import { KubeconfigClient } from "../sandbox/talos/kubeconfig-client";
import { eventually, TalosStage } from "../sandbox/talos/talos-stage";
import { ownBlock } from "../support/own-block";

/** What there is. */
export interface Census {
  /** Name → id and status. */
  readonly servers: ReadonlyMap<string, string>;
  /** How many snapshots of one's own there are, and how many SSH keys. */
  readonly snapshots: number;
  readonly sshKeys: number;
  /** Name → id; a name that is there twice stands there with "twice". Empty where there is no cluster. */
  readonly members: ReadonlyMap<string, string>;
  /** Name → uid. */
  readonly nodes: ReadonlyMap<string, string>;
}

/** Which names there are to be. */
export interface Wanted {
  readonly running: readonly string[];
  readonly off?: readonly string[];
  readonly snapshots?: number;
  readonly members?: readonly string[];
  readonly nodes?: readonly string[];
}

/** One that runs. */
export class ChaosWorld {
  readonly stage: TalosStage;
  readonly #folder: string;

  private constructor(stage: TalosStage, folder: string) {
    this.stage = stage;
    this.#folder = folder;
  }

  /** Begins anew, or where `saved` was written. */
  static async start(bundle: SecretsBundle, saved?: string): Promise<ChaosWorld> {
    const folder = mkdtempSync(join(tmpdir(), "hephaestus-chaos-world-"));
    const stateFile = join(folder, "world.json");
    if (saved !== undefined) {
      writeFileSync(stateFile, saved);
      return new ChaosWorld(await TalosStage.start({ stateFile }, bundle), folder);
    }
    const block = await ownBlock();
    return new ChaosWorld(await TalosStage.start({ stateFile, block }, bundle), folder);
  }

  /** What the child has to find in its environment. */
  get environment(): Readonly<Record<string, string>> {
    return this.stage.sandbox.environment;
  }

  /** All of it as text. */
  save(): string {
    return saveWorld(this.stage.sandbox.world);
  }

  /** The server of this name. */
  server(name: string): Server {
    const found = [...this.stage.sandbox.world.state.servers.values()].find((each) => each.name === name);
    if (found === undefined) throw new RangeError(`There is no server "${name}"`);
    return found;
  }

  /** Its address. */
  ip(name: string): string {
    return this.stage.ip(this.server(name));
  }

  /** Address → name of every server. */
  get hosts(): Readonly<Record<string, string>> {
    const servers = [...this.stage.sandbox.world.state.servers.values()];
    return Object.fromEntries(servers.map((server) => [this.stage.ip(server), server.name]));
  }

  /** Waits until what is wanted is there, and nothing else; else what is seen last. */
  async census(
    wanted: Wanted,
    limitMs = 20_000,
  ): Promise<{ readonly seen: Census; readonly wrong: readonly string[] }> {
    let last: Census | undefined;
    const look = async () => {
      last = await this.#look(wanted);
      return differences(last, wanted);
    };
    try {
      await eventually(look, (wrong) => wrong.length === 0, limitMs);
    } catch (error) {
      if (last === undefined) throw error;
    }
    if (last === undefined) throw new RangeError("Nothing was looked at");
    return { seen: last, wrong: differences(last, wanted) };
  }

  /** Ends it. */
  async close(): Promise<void> {
    await this.stage.close();
    rmSync(this.#folder, { recursive: true, force: true });
  }

  async #look({ members = [] }: Wanted): Promise<Census> {
    const { servers, images, sshKeys } = this.stage.sandbox.world.state;
    const common = {
      servers: new Map([...servers.values()].map(({ name, id, status }) => [name, `${id} ${status}`])),
      snapshots: [...images.values()].filter(({ type }) => type === "snapshot").length,
      sshKeys: sshKeys.size,
    };
    const [witness] = members;
    if (witness === undefined) return { ...common, members: new Map(), nodes: new Map() };
    const client = await this.stage.dial(this.server(witness));
    const { messages } = await this.stage.call(client, "EtcdMemberList", {});
    const listed = (messages[0]?.members ?? []).map(({ hostname, id }): [string, string] => [hostname, String(id)]);
    const { body } = await (await KubeconfigClient.of(client)).get("/api/v1/nodes");
    const nodes = body
      .get("items")
      .list()
      .map((node): [string, string] => {
        const metadata = node.get("metadata");
        const ready = node.get("status").get("conditions").list();
        const isReady = ready.some(
          (each) => each.get("type").text() === "Ready" && each.get("status").text() === "True",
        );
        return [metadata.get("name").text(), `${metadata.get("uid").text()}${isReady ? "" : " not ready"}`];
      });
    return { ...common, members: withDoubles(listed), nodes: withDoubles(nodes) };
  }
}

function withDoubles(entries: readonly [string, string][]): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  for (const [name, id] of entries) found.set(name, found.has(name) ? "twice" : id);
  return found;
}

/** What is not as it is wanted. The sandbox's own key counts as one. */
function differences(seen: Census, { running, off = [], snapshots = 0, members = [], nodes = [] }: Wanted): string[] {
  const servers = [...running.map((name) => `${name} running`), ...off.map((name) => `${name} off`)];
  const statuses = [...seen.servers].map(([name, text]) => `${name} ${text.split(" ")[1]}`);
  return [
    ...compared("servers", statuses, servers),
    ...compared("members of etcd", [...seen.members.keys()], members),
    ...compared("Nodes", [...seen.nodes.keys()], nodes),
    ...[...seen.members, ...seen.nodes].filter(([, id]) => id === "twice").map(([name]) => `"${name}" is there twice`),
    ...[...seen.nodes].filter(([, id]) => id.endsWith("not ready")).map(([name]) => `Node "${name}" is not ready`),
    ...(seen.snapshots === snapshots ? [] : [`${seen.snapshots} snapshots, ${snapshots} wanted`]),
    ...(seen.sshKeys === 1 ? [] : [`${seen.sshKeys} SSH keys, 1 wanted`]),
  ];
}

function compared(what: string, seen: readonly string[], wanted: readonly string[]): string[] {
  const [left, right] = [[...seen].sort().join(", "), [...wanted].sort().join(", ")];
  return left === right ? [] : [`${what}: ${left}; wanted: ${right}`];
}
