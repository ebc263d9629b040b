/** One cluster as this process knows it: who takes turns, whether it is going, where its control planes are. */
import type { Clients } from "../clients/clients";
import { askBriefly } from "../clients/hcloud";
import { apiServers, type KubernetesApi, readKubeconfig } from "../clients/kubernetes";
import { fetchKubeconfig, type TalosCredential, TalosError, type TalosNode } from "../clients/talos";
import type { CallContext } from "../clients/transport";
import { type ControlPlane, controlPlanesByLabels, controlPlanesByMembers } from "./control-planes";
import { type EtcdSurvey, isEtcdRunning, surveyEtcd } from "./etcd-survey";
import { Turns } from "./turns";

/** A cluster in this process. */
export class FleetCluster {
  readonly name: string;
  readonly turns = new Turns();
  readonly #clients: Clients;
  readonly #controlPlanes = new Map<string, ControlPlane>();
  #labels: Promise<void> | undefined;
  #kubernetes: Promise<KubernetesApi> | undefined;
  #isGoing = false;

  constructor(name: string, clients: Clients) {
    this.name = name;
    this.#clients = clients;
  }

  /** Whether the cluster's own resources have been deleted in this run: its machines then need not be drained. */
  get isGoing(): boolean {
    return this.#isGoing;
  }

  /** Says that the cluster goes as a whole. */
  markGoing(): void {
    this.#isGoing = true;
  }

  /** The control planes that are known by now. */
  get controlPlanes(): readonly ControlPlane[] {
    return [...this.#controlPlanes.values()];
  }

  /** Takes note of control planes; addresses that are known already stay first. */
  learn(found: readonly ControlPlane[]): void {
    for (const { name, addresses } of found) {
      const known = this.#controlPlanes.get(name)?.addresses ?? [];
      this.#controlPlanes.set(name, { name, addresses: [...new Set([...known, ...addresses])] });
    }
  }

  /** Takes note that a machine is no control plane of this cluster any more. */
  forget(name: string): void {
    this.#controlPlanes.delete(name);
    this.#kubernetes = undefined;
  }

  /**
   * Finds the control planes: from what a machine itself says, then from what `remembered` says, then from Hetzner's
   * labels. A source that cannot be asked is left out.
   */
  async findControlPlanes(
    { node, remembered = [] }: { readonly node?: TalosNode | undefined; readonly remembered?: readonly ControlPlane[] },
    context: CallContext,
  ): Promise<readonly ControlPlane[]> {
    this.learn(remembered);
    if (node !== undefined) {
      const members = await controlPlanesByMembers(node, context).catch((error: unknown) =>
        this.#leftOut("discovery", error, context),
      );
      this.learn(members);
    }
    await this.#learnLabels(context);
    return this.controlPlanes;
  }

  /** Once in a process: labels change with servers, and servers come before machines. */
  async #learnLabels(context: CallContext): Promise<void> {
    const asked = this.#labels;
    if (asked !== undefined && (await settled(asked))) return;
    // Nobody asked yet, or the one who asked was stopped: that is no reason for others.
    if (this.#labels === asked) this.#labels = this.#byLabels(context);
    await this.#labels;
  }

  async #byLabels(context: CallContext): Promise<void> {
    if (this.#clients.settings.hcloudToken === undefined) return;
    try {
      const { clock } = this.#clients;
      const ask = (each: CallContext) => controlPlanesByLabels(this.#clients.hcloud(), this.name, each);
      this.learn(await askBriefly(clock, context, ask));
    } catch (error) {
      this.#labels = undefined;
      this.#leftOut("Hetzner's labels", error, context);
    }
  }

  #leftOut(source: string, error: unknown, context: CallContext): readonly ControlPlane[] {
    context.signal.throwIfAborted();
    context.log.debug("control planes are looked for elsewhere", { source, failure: String(error) });
    return [];
  }

  /** How etcd is, asked at all control planes that are known, or all but one. */
  survey(credential: TalosCredential, context: CallContext, except?: string): Promise<EtcdSurvey> {
    const asked = this.controlPlanes.filter(({ name }) => name !== except);
    return surveyEtcd(this.#clients.talos(), credential, asked, context);
  }

  /** Whether any other control plane that is known runs etcd, well or not. */
  isEtcdRunning(credential: TalosCredential, context: CallContext, except: string): Promise<boolean> {
    const asked = this.controlPlanes.filter(({ name }) => name !== except);
    return isEtcdRunning(this.#clients.talos(), credential, asked, context);
  }

  /**
   * The Kubernetes API at any control plane, with credentials fetched through Talos.
   * @throws TalosError of the last control plane that was asked
   */
  async kubernetes(credential: TalosCredential, context: CallContext): Promise<KubernetesApi> {
    const asked = this.#kubernetes;
    if (asked !== undefined && (await settled(asked))) return asked;
    if (this.#kubernetes === undefined || this.#kubernetes === asked) {
      this.#kubernetes = this.#connect(credential, context);
      this.#kubernetes.catch(() => undefined); // Told to whoever waits for it.
    }
    return this.#kubernetes;
  }

  async #connect(credential: TalosCredential, context: CallContext): Promise<KubernetesApi> {
    const pool = this.#clients.talos();
    const addresses = this.controlPlanes.flatMap((each) => each.addresses);
    if (addresses.length === 0) {
      throw new TalosError(
        "not_connected",
        `Cannot reach Kubernetes of cluster "${this.name}": no control plane is known. Label the servers with cluster = "${this.name}", or turn cluster discovery on`,
      );
    }
    const attempts = addresses.map((address) => fetchKubeconfig(pool.node(address, credential), context));
    try {
      const access = readKubeconfig(await Promise.any(attempts));
      return this.#clients.kubernetes(access, apiServers(access, addresses));
    } catch (error) {
      context.signal.throwIfAborted();
      throw error instanceof AggregateError ? (error.errors.at(-1) ?? error) : error;
    }
  }
}

/** Whether something that was asked for earlier has come; it may have failed for a reason that is not ours. */
function settled(promise: Promise<unknown>): Promise<boolean> {
  return promise.then(
    () => true,
    () => false,
  );
}
