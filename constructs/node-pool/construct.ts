import { Annotations } from "cdktf";
import { Construct } from "constructs";
import { nodeNumbers } from "../placement-groups/placement";
import { checkProps } from "../props/check-props";
import { numberOf } from "../props/hcloud-id";
import { Node } from "./node";
import type { NodePoolProps } from "./props";
import { doubtfulTypes, nodePoolChecks } from "./rules";

/** A pool of nodes. Each is called after the pool and its number, and nothing of it follows from other nodes. */
export abstract class NodePool extends Construct {
  readonly poolName: string;
  readonly nodes: readonly Node[];

  constructor(scope: Construct, id: string, role: Node["role"], props: NodePoolProps) {
    super(scope, id);
    checkProps(`pool "${props.name}"`, props, nodePoolChecks);
    for (const { prop, text } of doubtfulTypes(props)) {
      Annotations.of(this).addWarning(`"${prop}" of the pool "${props.name}" ${text}`);
    }
    this.poolName = props.name;
    const firewallIds = (props.firewallIds ?? []).map(numberOf);
    const pool = { ...props, firewallIds };
    this.nodes = nodeNumbers(props.count, props.exclude).map(
      (number) => new Node(this, `${props.name}-${number}`, { pool, role, number }),
    );
  }
}
