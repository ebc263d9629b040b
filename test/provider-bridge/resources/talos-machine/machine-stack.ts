/** Servers that boot Talos, and the configuration that makes machines of them. */
import { issueClient } from "../../../../provider-bridge/attributes";
import type { MachineType } from "../../../../provider-bridge/talos-config";
import type { Server } from "../../../../sandbox/world";
import {
  ApplyConfigurationRequestMode,
  MachineStatusEventMachineStage as Stage,
} from "../../../../wire/talos/generated/machine";
import { config } from "../../../../wire/talos-resources/generated/config";
import type { KubeconfigClient } from "../../../sandbox/talos/kubeconfig-client";
import { eventually, resourceSpec } from "../../../sandbox/talos/talos-calls";
import type { TalosStage } from "../../../sandbox/talos/talos-stage";
import type { Workspace } from "../../../support/terraform";

const hourMs = 3_600_000;

/** Machines of the cluster `stage`, none at first. Names that begin with `cp-` are control planes. */
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
  async server(name: string, version = "v1.13.9", serverName = name): Promise<Server> {
    const labels = { cluster: "stage", role: name.startsWith("cp-") ? "control-plane" : "worker" };
    const server = await this.#stage.server(serverName, version, { labels });
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

  /** The same with the birth of the cluster between control planes and workers, and the cluster at the end. */
  writeCluster(names: readonly string[], body = ""): void {
    const addressed = (role: string) =>
      names
        .filter((name) => name.startsWith(role))
        .map((name) => `"${name}" = hephaestus_talos_machine.${name}.endpoint`);
    const machines = names.map((name): [string, string] => {
      const waits = name.startsWith("worker-") ? "\ndepends_on = [hephaestus_talos_bootstrap.it]" : "";
      return [name, `${body}${waits}`];
    });
    const common = `cluster  = "stage"
      endpoint = "https://${this.#endpoint}:6443"
      control_planes = { ${addressed("cp-").join("\n")} }`;
    const more = `resource "hephaestus_talos_bootstrap" "it" {
      ${common}
    }
    resource "hephaestus_talos_cluster" "it" {
      ${common}
      workers    = { ${addressed("worker-").join("\n")} }
      depends_on = [hephaestus_talos_bootstrap.it]
    }`;
    this.write(Object.fromEntries(machines), "", more);
  }

  /** Another kubelet than the configuration of Terraform names, as an upgrade of Kubernetes leaves it. */
  async runKubelet(name: string, version: string): Promise<void> {
    const client = await this.#stage.dial(this.serverOf(name));
    const text = (await this.activeText(name)).replace(/kubelet:v[\d.]+/, `kubelet:${version}`);
    await this.#stage.call(client, "ApplyConfiguration", {
      data: Buffer.from(text),
      mode: ApplyConfigurationRequestMode.NO_REBOOT,
    });
  }

  /** Lets no new pods on a node. */
  async cordon(api: KubeconfigClient, name: string, annotations: Readonly<Record<string, string>>): Promise<void> {
    await api.patch(`/api/v1/nodes/${name}`, { metadata: { annotations }, spec: { unschedulable: true } });
  }

  /** Nodes on which no new pods are let. */
  async cordoned(api: KubeconfigClient): Promise<string[]> {
    const { body } = await api.get("/api/v1/nodes?fieldSelector=spec.unschedulable%3Dtrue");
    const nodes = body.get("items").list();
    return nodes.map((node) => node.get("metadata").get("name").text()).sort();
  }

  /** A deployment with a budget, all its pods running. */
  async runDeployment(
    api: KubeconfigClient,
    { name, replicas, minAvailable }: { name: string; replicas: number; minAvailable: number },
  ): Promise<void> {
    const labels = { app: name };
    const spec = { containers: [{ name: "main", image: "registry.k8s.io/pause:3.10" }] };
    await api.post("/apis/apps/v1/namespaces/default/deployments", {
      apiVersion: "apps/v1",
      kind: "Deployment",
      metadata: { name },
      spec: { replicas, selector: { matchLabels: labels }, template: { metadata: { labels }, spec } },
    });
    await api.post("/apis/policy/v1/namespaces/default/poddisruptionbudgets", {
      apiVersion: "policy/v1",
      kind: "PodDisruptionBudget",
      metadata: { name },
      spec: { minAvailable, selector: { matchLabels: labels } },
    });
    await eventually(
      () => this.podsOf(api, name),
      (pods) => pods.length === replicas && pods.every(({ phase }) => phase === "Running"),
    );
  }

  /** The pods of a deployment. */
  async podsOf(api: KubeconfigClient, name: string): Promise<{ node: string; phase: string }[]> {
    const { body } = await api.get(`/api/v1/namespaces/default/pods?labelSelector=app%3D${name}`);
    return body
      .get("items")
      .list()
      .map((pod) => ({
        node: pod.get("spec").get("nodeName").text(),
        phase: pod.get("status").get("phase").text(),
      }));
  }

  #machine(name: string, body: string): string {
    const role = name.startsWith("cp-") ? "controlplane" : "worker";
    const own = body.replaceAll("NAME", name);
    const config = body.includes("machine_config") ? "" : `machine_config = file("${role}.yaml")`;
    return `resource "hephaestus_talos_machine" "${name}" {
      cluster   = "stage"
      name      = "${name}"
      role      = "${role}"
      ${body.includes("server_id") ? "" : `server_id = "${this.serverOf(name).id}"`}
      ${body.includes("endpoint") ? "" : `endpoint  = "${this.ip(name)}"`}
      ${config}
      ${own}
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
  attributes(name: string): Promise<Record<string, unknown>> {
    return this.attributesOf("hephaestus_talos_machine", name);
  }

  /** The attributes of a resource in state. */
  async attributesOf(type: string, name: string): Promise<Record<string, unknown>> {
    const state: {
      values?: { root_module?: { resources?: { type: string; name: string; values: Record<string, unknown> }[] } };
    } = JSON.parse(await this.#workspace.succeed("show", "-json"));
    const found = state.values?.root_module?.resources?.find((each) => each.type === type && each.name === name);
    return found?.values ?? {};
  }

  /** Lets each machine be called as its resource is, whatever its server is called. */
  hostnamePatch(): string {
    return `config_patches = [yamlencode({ apiVersion = "v1alpha1", kind = "HostnameConfig", auto = "off", hostname = "NAME" })]`;
  }
}
