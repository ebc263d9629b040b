/** Resources about the static pods of a control plane: as Talos wants them, and as the kubelet runs them. */
import { k8s } from "../../../wire/talos-resources/generated/k8s";
import { type ResourceContent, resource } from "../cosi";
import { kubeletFacts } from "../fleet/kubernetes-identity";
import { type MachineKind, machineKind, type ResourceOwner } from "./machine-kind";
import { structOf } from "./structs";

type Json = Readonly<Record<string, unknown>>;

/** StaticPods and StaticPodStatuses. */
export const staticPodKinds: MachineKind[] = [
  machineKind("k8s", "StaticPods.kubernetes.talos.dev", staticPods),
  machineKind("k8s", "StaticPodStatuses.kubernetes.talos.dev", staticPodStatuses, {
    aliases: ["podstatus"],
    columns: { Ready: '{.conditions[?(@.type=="Ready")].status}' },
  }),
];

function wantedOf({ machine, node }: ResourceOwner) {
  const { settings } = machine;
  return settings === undefined ? [] : kubeletFacts(node, settings).staticPods;
}

function staticPods(owner: ResourceOwner): ResourceContent[] {
  if (owner.machine.services.get("etcd")?.state !== "Running") return [];
  return wantedOf(owner).map(({ name, namespace, image, labels = {}, annotations = {}, spec }) => {
    const container = { name, image, command: [`/usr/local/bin/${name}`] };
    const pod = {
      apiVersion: "v1",
      kind: "Pod",
      metadata: { name, namespace, annotations, labels },
      spec: spec ?? { containers: [container], hostNetwork: true, priorityClassName: "system-cluster-critical" },
    };
    const controller = "k8s.ControlPlaneStaticPodController";
    return resource(k8s, "StaticPodSpec", name, { pod: structOf(pod) }, pod, { owner: controller });
  });
}

/** The status that the mirror pod has; before there is one, what the kubelet sees of its own. */
function staticPodStatuses(owner: ResourceOwner): ResourceContent[] {
  const { node, machine } = owner;
  if (!machine.areStaticPodsReady) return [];
  return wantedOf(owner).map(({ name, namespace, image }) => {
    const podName = `${name}-${machine.nodeName}`;
    const status = mirrored(node.cluster?.kubernetes.peek("pods", namespace, podName)) ?? running(owner, name, image);
    const id = `${namespace}/${podName}`;
    const controller = "k8s.KubeletStaticPodController";
    return resource(k8s, "StaticPodStatusSpec", id, { podStatus: structOf(status) }, status, { owner: controller });
  });
}

function mirrored(pod: Json | undefined): Json | undefined {
  const status = pod?.["status"];
  return typeof status === "object" && status !== null && "phase" in status ? { ...status } : undefined;
}

function running({ machine }: ResourceOwner, name: string, image: string): Json {
  const startTime = `${new Date(machine.bootedMs).toISOString().slice(0, 19)}Z`;
  const types = ["PodReadyToStartContainers", "Initialized", "Ready", "ContainersReady", "PodScheduled"];
  const conditions = types.map((type) => ({
    type,
    status: "True",
    lastProbeTime: null,
    lastTransitionTime: startTime,
  }));
  const hostIP = machine.addresses[0]?.ip ?? "";
  const container = { name, image, ready: true, started: true, restartCount: 0, imageID: "" };
  return {
    phase: "Running",
    conditions,
    hostIP,
    hostIPs: [{ ip: hostIP }],
    podIP: hostIP,
    podIPs: [{ ip: hostIP }],
    startTime,
    containerStatuses: [{ ...container, lastState: {}, state: { running: { startedAt: startTime } } }],
    qosClass: "Burstable",
  };
}
