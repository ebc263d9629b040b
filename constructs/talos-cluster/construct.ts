import { Annotations, type ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import { TalosBootstrap, TalosCluster as TalosClusterResource } from "../bindings/hephaestus";
import { ControlPlanePool } from "../control-plane-pool/construct";
import { ClusterFirewall } from "../firewall/construct";
import { IngressLoadBalancer } from "../ingress-load-balancer/construct";
import { ClusterNetwork, type IClusterNetwork } from "../network/construct";
import type { NodePool } from "../node-pool/construct";
import type { ClusterNode, Node } from "../node-pool/node";
import { PlacementGroups } from "../placement-groups/construct";
import { checkProps } from "../props/check-props";
import { requireOneCdktf } from "../props/one-cdktf";
import { inTermsOf, makeAll, PropsError } from "../props/props-error";
import { hephaestusOf } from "../props/providers";
import type { TalosConfiguration } from "../talos-configuration/construct";
import { TalosMachines } from "../talos-machines/construct";
import { WorkerPool } from "../worker-pool/construct";
import { type ApiEndpoint, apiEndpoint, endpointKind } from "./api-endpoint";
import { clusterConfiguration } from "./cluster-configuration";
import { clusterImages, type Images } from "./images";
import { type NamedPool, nodeCount, poolPath, poolsOf } from "./pools";
import type { TalosClusterProps } from "./props";
import { talosClusterChecks } from "./rules";
import { zoneOf } from "./zones";

/**
 * A Kubernetes cluster on Hetzner Cloud with Talos: network, firewall, images, servers, the API's endpoint, machines,
 * and the order in which they come: control planes, then etcd, then workers, then the cluster as a whole.
 */
export class TalosCluster extends Construct {
  /** For kubectl; sensitive. */
  readonly kubeconfig: string;
  /** For talosctl; sensitive. */
  readonly talosconfig: string;
  readonly nodes: readonly ClusterNode[];
  /** URL of the Kubernetes API. */
  readonly endpoint: string;
  readonly network: IClusterNetwork;
  private readonly props: TalosClusterProps;
  private readonly firewall: ClusterFirewall;
  private readonly placementGroups: PlacementGroups;
  private readonly images: Images;

  constructor(scope: Construct, id: string, props: TalosClusterProps) {
    super(scope, id);
    requireOneCdktf(this);
    checkProps(`TalosCluster "${id}"`, props, talosClusterChecks);
    this.props = props;
    const { clusterName } = props;
    this.network = this.makeNetwork();
    this.firewall = this.makeFirewall();
    this.placementGroups = new PlacementGroups(this, "placement", { ...this.providers(), clusterName });
    this.images = clusterImages(this, props);
    const [controlPlanes, workers] = this.makePools();
    const api = apiEndpoint(this, props, this.network, nodesOf(controlPlanes));
    this.endpoint = `https://${api.host}:6443`;
    this.nodes = [...nodesOf(controlPlanes), ...nodesOf(workers)];
    this.makeIngress();
    this.warn();
    const { kubeconfig, talosconfig } = this.makeMachines(controlPlanes, workers, api);
    this.kubeconfig = kubeconfig;
    this.talosconfig = talosconfig;
  }

  private providers(): Pick<TalosClusterProps, "hcloudProvider" | "hephaestusProvider"> {
    const { hcloudProvider, hephaestusProvider } = this.props;
    return {
      ...(hcloudProvider === undefined ? {} : { hcloudProvider }),
      ...(hephaestusProvider === undefined ? {} : { hephaestusProvider }),
    };
  }

  private makeNetwork(): ClusterNetwork {
    const { clusterName, hetzner, network, kubernetes: { podCidr, serviceCidr } = {}, destroyProtection } = this.props;
    const made = inTermsOf(
      networkOrigin,
      () =>
        new ClusterNetwork(this, "network", {
          ...this.providers(),
          ...network,
          clusterName,
          networkZone: hetzner.networkZone ?? zoneOf(hetzner.region) ?? "",
          ...(podCidr === undefined ? {} : { podCidr }),
          ...(serviceCidr === undefined ? {} : { serviceCidr }),
          ...(destroyProtection === undefined ? {} : { deleteProtection: destroyProtection }),
        }),
    );
    this.checkCapacity(made);
    return made;
  }

  private makeFirewall(): ClusterFirewall {
    const { clusterName, firewall } = this.props;
    const networkCidr = this.network.addresses.network;
    return inTermsOf(
      (prop) => `firewall.${prop}`,
      () => new ClusterFirewall(this, "firewall", { ...this.providers(), ...firewall, clusterName, networkCidr }),
    );
  }

  private checkCapacity({ addresses: { network, pods, capacity } }: ClusterNetwork): void {
    const controlPlanes = nodeCount(poolsOf(this.props, "control-plane"));
    const workers = nodeCount(poolsOf(this.props, "worker"));
    const isRoomy =
      controlPlanes <= capacity.controlPlanes &&
      workers <= capacity.workers &&
      controlPlanes + workers <= capacity.nodesWithPods;
    if (isRoomy) return;
    const text = `is "${network}", which has room for ${capacity.controlPlanes} control planes, ${capacity.workers} workers, and pods ("${pods}") of ${capacity.nodesWithPods} nodes; ${controlPlanes} and ${workers} are wanted. Give a larger one, or ranges of your own`;
    throw new PropsError([{ what: `TalosCluster "${this.node.id}"`, problems: [{ prop: "network.cidr", text }] }]);
  }

  private makePools(): readonly [readonly ControlPlanePool[], readonly WorkerPool[]] {
    const makersOf = <P extends NodePool>(role: "control-plane" | "worker", Pool: PoolClass<P>) =>
      poolsOf(this.props, role).map((pool, index) => () => {
        const path = poolPath(this.props, role, index);
        return inTermsOf(poolOrigin(path, pool), () => this.makePool(pool, Pool));
      });
    const all = makeAll([...makersOf("control-plane", ControlPlanePool), ...makersOf("worker", WorkerPool)]);
    return [all.filter((pool) => pool instanceof ControlPlanePool), all.filter((pool) => pool instanceof WorkerPool)];
  }

  private makePool<P extends NodePool>(pool: NamedPool, Pool: PoolClass<P>): P {
    const { clusterName, hetzner, placement } = this.props;
    return new Pool(this, `pool-${pool.name}`, {
      ...this.providers(),
      ...pool,
      clusterName,
      locations: pool.locations ?? [hetzner.region],
      network: this.network,
      imageIds: this.images.imageIds,
      firewallIds: this.firewall.firewallIds,
      ...(hetzner.sshKeys === undefined ? {} : { sshKeys: hetzner.sshKeys }),
      ...(placement?.spread === false ? {} : { placementGroups: this.placementGroups }),
      ignoreAliasIps: endpointKind(this.props) === "virtual-ip",
    });
  }

  private makeIngress(): void {
    const { clusterName, hetzner, loadBalancer } = this.props;
    const makers = (loadBalancer?.ingress ?? []).map((options, index) => () => {
      const { name = "ingress", location = hetzner.region } = options;
      const props = { ...this.providers(), ...options, clusterName, name, location, network: this.network };
      const make = () => new IngressLoadBalancer(this, `load-balancer-${name}`, props);
      return inTermsOf((prop) => `loadBalancer.ingress[${index}].${prop}`, make);
    });
    makeAll(makers);
  }

  private makeMachines(
    controlPlanes: readonly ControlPlanePool[],
    workers: readonly WorkerPool[],
    api: ApiEndpoint,
  ): TalosBootstrap {
    const { clusterName, talos, upgrade } = this.props;
    const configuration = clusterConfiguration(this, this.props, {
      network: this.network,
      api,
      endpoint: this.endpoint,
    });
    const machines = new TalosMachines(this, "machine", {
      ...{ ...this.providers(), clusterName, configuration, installerImages: this.images.installerImages },
      ...(talos?.applyMode === undefined ? {} : { applyMode: talos.applyMode }),
      ...(talos?.access === undefined ? {} : { access: talos.access }),
      ...(upgrade === undefined ? {} : { rollout: upgrade }),
    });
    const first = addAll(machines, controlPlanes, poolsOf(this.props, "control-plane"), []);
    const bootstrap = this.makeBootstrap(machines, configuration, nodesOf(controlPlanes), first);
    const second = addAll(machines, workers, poolsOf(this.props, "worker"), [bootstrap]);
    this.makeCluster(machines, configuration, [controlPlanes, workers], [bootstrap, ...first, ...second]);
    return bootstrap;
  }

  private makeBootstrap(
    machines: TalosMachines,
    { clientConfiguration }: TalosConfiguration,
    nodes: readonly Node[],
    dependsOn: ITerraformDependable[],
  ): TalosBootstrap {
    const { clusterName: cluster } = this.props;
    return new TalosBootstrap(this, "bootstrap", {
      ...hephaestusOf(this.props),
      ...{ cluster, endpoint: this.endpoint, clientConfiguration, dependsOn },
      controlPlanes: members(machines, nodes),
      ...this.protection(),
    });
  }

  private makeCluster(
    machines: TalosMachines,
    { clientConfiguration }: TalosConfiguration,
    [controlPlanes, workers]: readonly [readonly ControlPlanePool[], readonly WorkerPool[]],
    dependsOn: ITerraformDependable[],
  ): void {
    const { clusterName: cluster, kubernetes, cni } = this.props;
    new TalosClusterResource(this, "cluster", {
      ...hephaestusOf(this.props),
      ...{ cluster, endpoint: this.endpoint, clientConfiguration, dependsOn },
      controlPlanes: members(machines, nodesOf(controlPlanes)),
      workers: members(machines, nodesOf(workers)),
      kubernetesVersion: kubernetes?.version,
      // Nodes are ready when they have a network plugin, and only flannel comes by itself.
      waitFor: (cni?.type ?? "flannel") === "flannel" ? "nodes_ready" : "nodes_registered",
    });
  }

  private protection(): { readonly lifecycle?: { readonly preventDestroy: true } } {
    return this.props.destroyProtection === true ? { lifecycle: { preventDestroy: true } } : {};
  }

  private warn(): void {
    const { cni, kubernetes } = this.props;
    if (cni?.type === "cilium") {
      Annotations.of(this).addWarning(
        'The add-on for "cni.type" "cilium" does not exist yet: the cluster comes up without a network plugin, and its nodes become ready when you install one',
      );
    }
    if (kubernetes?.externalCloudProvider === true) {
      Annotations.of(this).addWarning(
        '"kubernetes.externalCloudProvider" is true, and no cloud controller manager is installed yet: nodes stay uninitialised until you install one',
      );
    }
  }
}

/** What both kinds of pools are made by. */
type PoolClass<P extends NodePool> = new (
  scope: Construct,
  id: string,
  props: ConstructorParameters<typeof WorkerPool>[2],
) => P;

/** Where among a cluster's props one of its network's comes from. */
function networkOrigin(prop: string): string {
  if (prop === "podCidr" || prop === "serviceCidr") return `kubernetes.${prop}`;
  return prop === "networkZone" ? `hetzner.${prop}` : `network.${prop}`;
}

/** Where among a cluster's props one of a pool's comes from. */
function poolOrigin(path: string, { locations }: NamedPool): (prop: string) => string {
  return (prop) => (prop === "locations" && locations === undefined ? "hetzner.region" : `${path}.${prop}`);
}

function nodesOf(pools: readonly NodePool[]): readonly Node[] {
  return pools.flatMap(({ nodes }) => nodes);
}

function addAll(
  machines: TalosMachines,
  pools: readonly NodePool[],
  props: readonly NamedPool[],
  after: readonly ITerraformDependable[],
): ITerraformDependable[] {
  return pools.flatMap(({ nodes, poolName }) =>
    machines.add({ nodes, pool: props.find(({ name }) => name === poolName) ?? {}, after }),
  );
}

function members(machines: TalosMachines, nodes: readonly Node[]): Readonly<Record<string, string>> {
  return Object.fromEntries(nodes.map((node) => [node.name, machines.addressOf(node)]));
}
