import type { Construct } from "constructs";
import { NodePool } from "../node-pool/construct";
import type { NodePoolProps } from "../node-pool/props";

/** A pool of workers. */
export class WorkerPool extends NodePool {
  constructor(scope: Construct, id: string, props: NodePoolProps) {
    super(scope, id, "worker", props);
  }
}
