import { type Json, type JsonObject, objectOf, objectsOf } from "../plain/json";
import { timeText } from "../registry/registry";
import { canonicalQuantity } from "../schema/quantity";
import type { KubeletFacts } from "../seam";

/** How a node is just now. */
export interface NodeState {
  readonly nowMs: number;
  /** A network plugin has put its configuration where containerd looks. */
  readonly hasNetwork: boolean;
  readonly isShuttingDown: boolean;
}

const kubeletPort = 10_250;
const kibibytesPerMiB = 1024;
const kibibytesPerGiB = 1024 * 1024;
const bytesPerGiB = 1024 ** 3;
/** What Talos reserves for the system. */
const reserved = { millicores: 50, memoryKiB: 512 * kibibytesPerMiB } as const;
const defaultMaxPods = 110;

const noNetwork =
  "container runtime network not ready: NetworkReady=false reason:NetworkPluginNotReady " +
  "message:Network plugin returns error: cni plugin not initialized";

/** `status` as the kubelet posts it; conditions keep their times where they say what they said. */
export function nodeStatus(facts: KubeletFacts, live: Json | undefined, state: NodeState): JsonObject {
  const before = objectOf(live);
  const capacity = capacityOf(facts);
  return {
    ...before,
    capacity,
    allocatable: allocatableOf(facts, capacity),
    conditions: conditionsOf(objectsOf(before["conditions"]), state),
    addresses: addressesOf(facts, objectsOf(before["addresses"])),
    daemonEndpoints: { kubeletEndpoint: { Port: kubeletPort } },
    nodeInfo: nodeInfo(facts),
  };
}

/** The status without what changes with each sign of life. */
export function withoutHeartbeats(status: Json | undefined): JsonObject {
  const own = objectOf(status);
  const conditions = objectsOf(own["conditions"]).map(({ lastHeartbeatTime: _, ...rest }) => rest);
  return { ...own, conditions };
}

/** A cloud controller's addresses are left alone by a kubelet that waits for one. */
function addressesOf({ addresses, hasExternalCloudProvider }: KubeletFacts, before: JsonObject[]): JsonObject[] {
  const own = addresses.map(({ type, address }) => ({ type, address }));
  const others = before.filter((row) => !own.some(({ type }) => type === row["type"]));
  return hasExternalCloudProvider ? [...own, ...others] : own;
}

function capacityOf({ cpus, memoryMiB, diskGiB, maxPods = defaultMaxPods }: KubeletFacts): JsonObject {
  return canonical({
    cpu: String(cpus),
    "ephemeral-storage": `${diskGiB * kibibytesPerGiB}Ki`,
    "hugepages-1Gi": "0",
    "hugepages-2Mi": "0",
    memory: `${memoryMiB * kibibytesPerMiB}Ki`,
    pods: String(maxPods),
  });
}

function allocatableOf({ cpus, memoryMiB, diskGiB }: KubeletFacts, capacity: JsonObject): JsonObject {
  return canonical({
    ...capacity,
    cpu: `${cpus * 1000 - reserved.millicores}m`,
    "ephemeral-storage": String(Math.floor(diskGiB * bytesPerGiB * 0.9)),
    memory: `${Math.max(0, memoryMiB * kibibytesPerMiB - reserved.memoryKiB)}Ki`,
  });
}

/** Quantities as the API writes them. */
function canonical(quantities: JsonObject): JsonObject {
  return Object.fromEntries(
    Object.entries(quantities).map(([name, value]) => [name, canonicalQuantity(String(value)) ?? value]),
  );
}

function nodeInfo(facts: KubeletFacts): JsonObject {
  return {
    architecture: facts.architecture,
    bootID: facts.bootId,
    containerRuntimeVersion: facts.containerRuntimeVersion,
    kernelVersion: facts.kernelVersion,
    kubeProxyVersion: "",
    kubeletVersion: facts.kubeletVersion,
    machineID: facts.machineId,
    operatingSystem: "linux",
    osImage: facts.osImage,
    systemUUID: facts.systemUuid,
  };
}

type Row = readonly [type: string, status: string, reason: string, message: string];

function conditionsOf(before: readonly JsonObject[], state: NodeState): JsonObject[] {
  const rows: readonly Row[] = [
    ["MemoryPressure", "False", "KubeletHasSufficientMemory", "kubelet has sufficient memory available"],
    ["DiskPressure", "False", "KubeletHasNoDiskPressure", "kubelet has no disk pressure"],
    ["PIDPressure", "False", "KubeletHasSufficientPID", "kubelet has sufficient PID available"],
    readyRow(state),
  ];
  const now = timeText(state.nowMs);
  // Conditions of others (NetworkUnavailable is a network plugin's) stay where they are.
  const others = before.filter((row) => !rows.some(([type]) => type === row["type"]));
  return [
    ...others,
    ...rows.map(([type, status, reason, message]) => {
      const old = before.find((row) => row["type"] === type);
      const since = old?.["status"] === status ? (old["lastTransitionTime"] ?? now) : now;
      return { type, status, lastHeartbeatTime: now, lastTransitionTime: since, reason, message };
    }),
  ];
}

function readyRow({ hasNetwork, isShuttingDown }: NodeState): Row {
  if (isShuttingDown) return ["Ready", "False", "KubeletNotReady", "node is shutting down"];
  if (!hasNetwork) return ["Ready", "False", "KubeletNotReady", noNetwork];
  return ["Ready", "True", "KubeletReady", "kubelet is posting ready status"];
}
