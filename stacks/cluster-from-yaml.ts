import { readFileSync } from "node:fs";
import type { Construct } from "constructs";
import { ClusterStack } from "./cluster-stack";
import { readCluster } from "./cluster-yaml/read-cluster";

/**
 * The stack of the cluster that a file describes, called after the cluster.
 *
 * @throws ClusterFileError that tells everything that is wrong with the file, by line and column; Error where it cannot
 * be read.
 */
export function clusterFromYaml(scope: Construct, path: string): ClusterStack {
  const props = readCluster(readFileSync(path, "utf8"), path);
  return new ClusterStack(scope, props.clusterName, props);
}
