/** Servers that boot Talos, and the configuration that makes machines of them. */
import { issueClient } from "../../../../provider-bridge/attributes";
import type { MachineType } from "../../../../provider-bridge/talos-config";
import type { Server } from "../../../../sandbox/world";
import { MachineStatusEventMachineStage as Stage } from "../../../../wire/talos/generated/machine";
import { config } from "../../../../wire/talos-resources/generated/config";
import { eventually, resourceSpec } from "../../../sandbox/talos/talos-calls";
import type { TalosStage } from "../../../sandbox/talos/talos-stage";
import type { Workspace } from "../../../support/terraform";

const hourMs = 3_600_000;

/** Begins with no server. */
export async function machineStack(stage: TalosStage, workspace: Workspace): Promise<MachineStack> {
  return new MachineStack(stage, workspace);
}

/** Machines of the cluster `stage`. Names that begin with `cp-` are control planes. */
export class MachineStack {
  readonly #stage: TalosStage;
  readonly #workspace: Workspace;
  readonly #servers = new Map<string, Server>();
  readonly #client: Record<string, string | null>;
  #endpoint = "";

  constructor(stage: TalosStage, workspace: Workspace) {
    this.#stage = stage;
    this.#workspace = workspace;
    this.#client = issueClient(stage.bundle, {
      notBefore: new Date(Date.now() - hourMs),
      validityMs: 24 * hourMs,
    }).configuration;
  }

  /** A server that waits in maintenance mode; the first one is the cluster's endpoint. */
  async server(name: string, version = "v1.13.9"): Promise<Server> {
    const labels = { cluster: "stage", role: name.startsWith("cp-") ? "control-plane" : "worker" };
    const server = await this.#stage.server(name, version, { labels });
    this.#servers.set(name, server);
    if (this.#endpoint === "") this.#endpoint = this.#stage.ip(server);
    return server;
  }

  /** The same servers in another workspace. */
  copyFrom(other: MachineStack): this {
    for (const [name, server] of other.#servers) this.#servers.set(name, server);
    this.#endpoint = other.#endpoint;
    return this;
  }

  serverOf(name: string): Server {
    const server = this.#servers.get(name);
    if (server === undefined) throw new Error(`There is no server "${name}"`);
    return server;
  }

  ip(name: string): string {
    return this.#stage.ip(this.serverOf(name));
  }

  /** The client configuration of an administrator. */
  get client(): Readonly<Record<string, string | null>> {
    return this.#client;
  }

  /** Writes the configuration: machines by name, each with what else stands in its block. */
  write(machines: Readonly<Record<string, string>>, provider = "", more = ""): void {
    const blocks = Object.entries(machines).map(([name, body]) => this.#machine(name, body));
    this.#workspace.write("worker.yaml", this.text("worker"));
    this.#workspace.write("controlplane.yaml", this.text("controlplane"));
    this.#workspace.write("client.auto.tfvars.json", JSON.stringify({ client: this.#client }));
    this.#workspace.write(
      "main.tf",
      `terraform {
        required_providers { hephaestus = { source = "yaklab/hephaestus" } }
      }
      variable "client" {
        type      = map(string)
        sensitive = true
      }
      provider "hephaestus" {
        talos_client_configuration = var.client
        ${provider}
      }
      ${blocks.join("\n")}
      ${more}`,
    );
  }

  #machine(name: string, body: string): string {
    const role = name.startsWith("cp-") ? "controlplane" : "worker";
    const config = body.includes("machine_config") ? "" : `machine_config = file("${role}.yaml")`;
    return `resource "hephaestus_talos_machine" "${name}" {
      cluster   = "stage"
      name      = "${name}"
      role      = "${role}"
      ${body.includes("server_id") ? "" : `server_id = "${this.serverOf(name).id}"`}
      ${body.includes("endpoint") ? "" : `endpoint  = "${this.ip(name)}"`}
      ${config}
      ${body}
    }`;
  }

  /** The base of a role. */
  text(type: MachineType): string {
    return this.#stage.configuration(type, this.#endpoint);
  }

  /** The configuration that is in force. */
  async activeText(name: string): Promise<string> {
    const client = await this.#stage.dial(this.serverOf(name));
    const spec = await resourceSpec(client, "config", "MachineConfigs.config.talos.dev", "v1alpha1");
    return Buffer.from(config.decode("MachineConfigSpec", spec).yamlMarshalled).toString("utf8");
  }

  /** Waits until a machine answers the cluster's credentials again. */
  async settled(name: string): Promise<void> {
    const client = await this.#stage.dial(this.serverOf(name));
    await eventually(
      () => this.#stage.versionOf(client),
      (version) => version !== "",
    );
  }

  /** Takes a machine's configuration away, as talosctl reset does. */
  async reset(name: string): Promise<void> {
    const server = this.serverOf(name);
    const client = await this.#stage.dial(server);
    const systemPartitionsToWipe = ["STATE", "EPHEMERAL"].map((label) => ({ label, wipe: true }));
    await this.#stage.call(client, "Reset", { graceful: false, reboot: true, systemPartitionsToWipe });
    const anonymous = await this.#stage.dial(server, null);
    await eventually(
      () => this.#stage.stageOf(anonymous),
      ({ stage }) => stage === Stage.MAINTENANCE,
    );
  }

  /** The attributes of a machine in state. */
  async attributes(name: string): Promise<Record<string, unknown>> {
    const state: {
      values?: { root_module?: { resources?: { name: string; values: Record<string, unknown> }[] } };
    } = JSON.parse(await this.#workspace.succeed("show", "-json"));
    return state.values?.root_module?.resources?.find((each) => each.name === name)?.values ?? {};
  }
}
