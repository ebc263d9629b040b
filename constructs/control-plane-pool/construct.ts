import type { Construct } from "constructs";
import { NodePool } from "../node-pool/construct";
import type { NodePoolProps } from "../node-pool/props";

/** A pool of control planes. A cluster has an odd number of them, in one pool or several. */
export class ControlPlanePool extends NodePool {
  constructor(scope: Construct, id: string, props: NodePoolProps) {
    super(scope, id, "control-plane", props);
  }
}
