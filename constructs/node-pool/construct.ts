import { Construct } from "constructs";
import { nodeNumbers } from "../placement-groups/placement";
import { checkProps } from "../props/check-props";
import { numberOf } from "../props/hcloud-id";
import { Node } from "./node";
import type { NodePoolProps } from "./props";
import { nodePoolChecks } from "./rules";

/** A pool of nodes. Each is called after the pool and its number, and nothing of it follows from other nodes. */
export abstract class NodePool extends Construct {
  readonly poolName: string;
  readonly nodes: readonly Node[];

  constructor(scope: Construct, id: string, role: Node["role"], props: NodePoolProps) {
    super(scope, id);
    checkProps(`pool "${props.name}"`, props, nodePoolChecks);
    this.poolName = props.name;
    const firewallIds = (props.firewallIds ?? []).map(numberOf);
    const pool = { ...props, firewallIds };
    this.nodes = nodeNumbers(props.count, props.exclude).map(
      (number) => new Node(this, `${props.name}-${number}`, { pool, role, number }),
    );
  }
}
