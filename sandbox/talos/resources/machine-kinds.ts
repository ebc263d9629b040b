/** The one visible list of the resources that a machine has. */
import { blockKinds } from "./block";
import { clusterKinds } from "./cluster";
import { configKinds } from "./config";
import { controlPlaneKinds } from "./control-plane";
import { etcdKinds } from "./etcd";
import { kubernetesNodeKinds } from "./kubernetes-node";
import type { MachineKind } from "./machine-kind";
import { manifestKinds } from "./manifests";
import { networkKinds } from "./network";
import { platformKinds } from "./platform";
import { runtimeKinds } from "./runtime";
import { serviceKinds } from "./services";
import { staticPodKinds } from "./static-pods";

/** All kinds of Talos 1.`minor`. */
export function machineKinds(minor: number): MachineKind[] {
  return [
    ...configKinds(minor),
    ...runtimeKinds(minor),
    ...platformKinds,
    ...serviceKinds,
    ...blockKinds,
    ...networkKinds,
    ...clusterKinds,
    ...etcdKinds,
    ...kubernetesNodeKinds,
    ...staticPodKinds,
    ...controlPlaneKinds(minor),
    ...manifestKinds,
  ];
}
