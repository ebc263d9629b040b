import { Construct } from "constructs";
import { PlacementGroup } from "../bindings/hcloud";
import { ownLabels, type Role } from "../labels/labels";
import { numberOf } from "../props/hcloud-id";
import { hcloudOf } from "../props/providers";
import { groupNumber } from "./placement";
import type { PlacementGroupsProps } from "./props";

/**
 * Placement groups that spread the nodes of a pool over Hetzner's hosts, ten a group. A group follows from the pool and
 * the node's number, so that no node changes its group when others come or go; all control planes share one.
 */
export class PlacementGroups extends Construct {
  private readonly groups = new Map<string, number>();
  private readonly props: PlacementGroupsProps;

  constructor(scope: Construct, id: string, props: PlacementGroupsProps) {
    super(scope, id);
    this.props = props;
  }

  /** Id of the group of a node; the group is made when it is first asked for. */
  groupId(role: Role, pool: string, nodeNumber: number): number {
    const name = role === "control-plane" ? "control-plane" : `${pool}-${groupNumber(nodeNumber)}`;
    const known = this.groups.get(name);
    if (known !== undefined) return known;
    const { clusterName: cluster } = this.props;
    const group = new PlacementGroup(this, name, {
      ...hcloudOf(this.props),
      name: `${cluster}-${name}`,
      type: "spread",
      labels: ownLabels({ cluster, role, component: "placement-group" }),
    });
    const id = numberOf(group.id);
    this.groups.set(name, id);
    return id;
  }
}
