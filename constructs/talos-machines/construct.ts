import { Construct } from "constructs";
import { TalosMachine } from "../bindings/hephaestus";
import type { ClusterNode, Node } from "../node-pool/node";
import { hephaestusOf } from "../props/providers";
import { jsonText } from "../props/terraform-text";
import { patchText } from "../talos-configuration/construct";
import { nodePatches } from "../talos-configuration/node-patches";
import type { MachinesOf, TalosMachinesProps } from "./props";

/** The machines of a cluster, one for each node: from maintenance mode to the last day. */
export class TalosMachines extends Construct {
  private readonly props: TalosMachinesProps;

  constructor(scope: Construct, id: string, props: TalosMachinesProps) {
    super(scope, id);
    this.props = props;
  }

  /** The address at which a node's Talos API is dialled. */
  addressOf({ publicIpv4, publicIpv6, privateIp }: ClusterNode): string {
    return this.props.access === "private" ? privateIp : (publicIpv4 ?? publicIpv6 ?? privateIp);
  }

  /** Makes the machines of nodes, after what must be there before. */
  add({ nodes, pool, after = [] }: MachinesOf): readonly TalosMachine[] {
    const { clusterName: cluster, configuration, installerImages, applyMode, rollout } = this.props;
    return nodes.map(
      (node) =>
        new TalosMachine(this, node.id, {
          ...hephaestusOf(this.props),
          cluster,
          name: node.name,
          endpoint: this.addressOf(node),
          role: node.role === "worker" ? "worker" : "controlplane",
          serverId: node.serverId,
          clientConfiguration: configuration.clientConfiguration,
          ...configuration.machineConfig(node.role),
          configPatches: this.patchesOf(node, pool),
          image: installerImages[node.arch],
          applyMode,
          ...(rollout === undefined ? {} : { rollout }),
          dependsOn: [...node.ready, ...after],
        }),
    );
  }

  private patchesOf(node: Node, { annotations = {}, taints = {} }: MachinesOf["pool"]): readonly string[] {
    const { name, role, nodeLabels: labels } = node;
    const own = nodePatches({ name, role, labels, annotations, taints }, this.props.configuration.contractMinor);
    return [...own.map(jsonText), ...node.patches.map(patchText)];
  }
}
