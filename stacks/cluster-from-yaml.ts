import { readFileSync } from "node:fs";
import type { Construct } from "constructs";
import { PropsError } from "../constructs";
import { checkClusterName } from "../constructs/talos-cluster/cluster-name";
import { ClusterStack } from "./cluster-stack";
import { readClusterDocument } from "./cluster-yaml/read-cluster";

/**
 * The stack of the cluster that a file describes, called after the cluster.
 *
 * @throws ClusterFileError that tells what is wrong with the file, by line and column, be it of a wrong type or refused
 * by a construct; Error where it cannot be read.
 */
export function clusterFromYaml(scope: Construct, path: string): ClusterStack {
  const { props, refused } = readClusterDocument(readFileSync(path, "utf8"), path);
  try {
    checkClusterName(props.clusterName);
    return new ClusterStack(scope, props.clusterName, props);
  } catch (error) {
    throw error instanceof PropsError ? refused(error) : error;
  }
}
