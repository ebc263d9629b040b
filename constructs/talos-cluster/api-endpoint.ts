import type { Construct } from "constructs";
import { KubeApiLoadBalancer } from "../kube-api-load-balancer/construct";
import { KubeApiVirtualIp } from "../kube-api-virtual-ip/construct";
import type { IClusterNetwork } from "../network/construct";
import type { Node } from "../node-pool/node";
import type { ConfigPatch } from "../node-pool/props";
import { inTermsOf } from "../props/props-error";
import { contractMinor, DEFAULT_TALOS_VERSION } from "../talos-configuration/contract";
import { nodeCount, poolsOf } from "./pools";
import type { KubeApiProps, TalosClusterProps } from "./props";

/** How the Kubernetes API is reached. */
export interface ApiEndpoint {
  readonly host: string;
  /** More addresses that its certificate must name. */
  readonly addresses: readonly string[];
  /** What control planes must be told for it. */
  readonly patches: readonly ConfigPatch[];
}

/** The kind that is asked for, else what the number of control planes wants. */
export function endpointKind(props: TalosClusterProps): NonNullable<KubeApiProps["endpoint"]> {
  return props.kubeApi?.endpoint ?? (nodeCount(poolsOf(props, "control-plane")) > 1 ? "load-balancer" : "first-node");
}

/** Makes what the API is reached by. */
export function apiEndpoint(
  scope: Construct,
  props: TalosClusterProps,
  network: IClusterNetwork,
  controlPlanes: readonly Node[],
): ApiEndpoint {
  switch (endpointKind(props)) {
    case "load-balancer":
      return byLoadBalancer(scope, props, network);
    case "virtual-ip":
      return byVirtualIp(scope, props, network);
    case "hostname":
      return { host: props.kubeApi?.hostname ?? "", addresses: [], patches: [] };
    case "first-node":
      return byFirstNode(controlPlanes);
  }
}

function byLoadBalancer(scope: Construct, props: TalosClusterProps, network: IClusterNetwork): ApiEndpoint {
  const { clusterName, hetzner, loadBalancer, hcloudProvider, destroyProtection } = props;
  const balancer = inTermsOf(
    (prop) => `loadBalancer.kubeApi.${prop}`,
    () =>
      new KubeApiLoadBalancer(scope, "kube-api", {
        ...(hcloudProvider === undefined ? {} : { hcloudProvider }),
        ...(destroyProtection === undefined ? {} : { deleteProtection: destroyProtection }),
        ...loadBalancer?.kubeApi,
        ...{ clusterName, network, location: loadBalancer?.kubeApi?.location ?? hetzner.region },
      }),
  );
  return { host: balancer.host, addresses: balancer.addresses, patches: [] };
}

function byVirtualIp(
  scope: Construct,
  { kubeApi = {}, talos = {} }: TalosClusterProps,
  network: IClusterNetwork,
): ApiEndpoint {
  const { hcloudToken = "", virtualIp } = kubeApi;
  const { host, patch } = new KubeApiVirtualIp(scope, "kube-api", {
    ...{ network, hcloudToken },
    contractMinor: contractMinor(talos.version ?? DEFAULT_TALOS_VERSION, talos.versionContract),
    ...(virtualIp === undefined ? {} : { address: virtualIp }),
  });
  return { host, addresses: [], patches: [patch] };
}

function byFirstNode([first]: readonly Node[]): ApiEndpoint {
  if (first === undefined) throw new RangeError('Cannot reach the Kubernetes API: "nodes.controlPlane" has no node');
  return { host: first.publicIpv4 ?? first.privateIp, addresses: [], patches: [] };
}
