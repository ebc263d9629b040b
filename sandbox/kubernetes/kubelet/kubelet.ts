import { ApiError } from "../api/api-error";
import { component } from "../auth/user";
import type { ControllerParts } from "../controllers/controller";
import { EventRecorder } from "../controllers/event-recorder";
import { ControllerWriter } from "../controllers/writer";
import { isEqual, without } from "../plain/compare";
import { at, type JsonObject, objectOf, textOf } from "../plain/json";
import { annotationsOf, metadataOf, nameOf, namespaceOf } from "../plain/object-meta";
import { timeText } from "../registry/registry";
import type { Resource } from "../schema/resource";
import type { KubeletFacts, StaticPod } from "../seam";
import { hasCondition } from "../subresources/conditions";
import { NodeLease } from "./node-lease";
import { internalAddress, newNode } from "./node-object";
import { nodeStatus, withoutHeartbeats } from "./node-status";
import { cordonedAnnotation, hasOwnedMetadata, withOwnedMetadata } from "./owned-metadata";
import { PodAddresses } from "./pod-addresses";
import { bringsNetwork } from "./pod-timing";
import { type PodHost, PodWorker } from "./pod-worker";
import { nodeUser, ServingCertificate } from "./serving-certificate";
import { mirrorAnnotation, mirrorName, mirrorPod, mirrors } from "./static-pods";

/** A status that says nothing new is posted again after that, milliseconds (kubelet's nodeStatusReportFrequency). */
const reportMs = 5 * 60_000;

/** The kubelet of one node, as far as it speaks to the API. Whether it may speak is not its business. */
export class NodeKubelet implements PodHost {
  readonly worker: PodWorker;
  readonly #parts: ControllerParts;
  readonly #nodes: Resource;
  readonly #pods: Resource;
  readonly #writer: ControllerWriter;
  readonly #keeper: ControllerWriter;
  readonly #recorder: EventRecorder;
  readonly #lease: NodeLease;
  readonly #serving: ServingCertificate;
  readonly #addresses = new PodAddresses();
  readonly #podChanged: () => void;
  #facts: KubeletFacts;
  /** What the API has refused for good, told before. */
  readonly #refused = new Set<string>();
  #hasNetwork = false;
  #isShuttingDown = false;
  #isFresh = true;
  #reportedMs = 0;

  /** `podChanged` hears when a pod of this node has started or stopped. */
  constructor(parts: ControllerParts, facts: KubeletFacts, podChanged: () => void) {
    this.#parts = parts;
    this.#facts = facts;
    this.#podChanged = podChanged;
    this.#nodes = parts.resources.named("nodes");
    this.#pods = parts.resources.named("pods");
    this.#writer = new ControllerWriter(parts, {
      user: nodeUser(facts.nodeName),
      manager: "kubelet",
    });
    this.#keeper = new ControllerWriter(parts, { user: component("talos:admin"), manager: "talos" });
    this.#recorder = new EventRecorder(parts, "kubelet", facts.nodeName);
    this.#lease = new NodeLease(parts, this.#writer);
    this.#serving = new ServingCertificate(parts);
    this.worker = new PodWorker(parts, this, this.#writer);
  }

  get nodeName(): string {
    return this.#facts.nodeName;
  }

  /** The Node object as it is stored; undefined: none. */
  get node(): JsonObject | undefined {
    return this.#parts.registry.find(this.#nodes, "", this.nodeName);
  }

  get isReady(): boolean {
    const { node } = this;
    return node !== undefined && hasCondition(node, "Ready");
  }

  hostIp(): string {
    return internalAddress(this.#facts);
  }

  podIp(uid: string): string {
    return this.#addresses.of(uid, textOf(at(this.node, "spec", "podCIDR")));
  }

  hasNetwork(): boolean {
    return this.#hasNetwork;
  }

  podChanged(): void {
    this.#podChanged();
  }

  change(facts: Partial<KubeletFacts>): void {
    this.#facts = { ...this.#facts, ...facts };
  }

  shutDown(): void {
    this.#isShuttingDown = true;
  }

  /** Makes the API say what is true of node and pods; false where the API refused, and it is to be tried again. */
  sync(): boolean {
    try {
      const node = this.node ?? this.#register();
      if (metadataOf(node)["deletionTimestamp"] !== undefined) return true;
      this.#keepMetadata(node);
      this.#lookForNetwork();
      this.#postStatus();
      this.#lease.ensure(node);
      this.#serving.ask(this.#facts);
      if (!this.#isShuttingDown) this.#mirrorStaticPods(node);
      return true;
    } catch (error) {
      if (error instanceof ApiError) return false;
      throw error;
    }
  }

  /** A sign of life, in between. @throws ApiError */
  beat(): void {
    const { node } = this;
    if (node === undefined) return;
    this.#lease.renew(node);
    this.#serving.ask(this.#facts);
    if (this.#parts.clock.now() - this.#reportedMs >= reportMs) this.#postStatus(true);
  }

  /** A pod is gone from the API. */
  forgetPod(uid: string): void {
    this.worker.forget(uid);
    this.#addresses.forget(uid);
  }

  /** Pods that were there before the machine booted start again. */
  startPods(pods: Iterable<JsonObject>): void {
    for (const pod of pods) this.worker.consider(pod);
  }

  #register(): JsonObject {
    const node = this.#writer.create(this.#nodes, "", newNode(this.#facts));
    this.#isFresh = true;
    return node;
  }

  /** What the machine configuration says; a Node that Talos had cordoned is let free when its machine is back. */
  #keepMetadata(node: JsonObject): void {
    const isCordoned = at(node, "metadata", "annotations", cordonedAnnotation) !== undefined && this.#isFresh;
    if (this.#isFresh) {
      this.#isFresh = false;
      this.#recorder.record(node, { type: "Normal", reason: "Starting", message: "Starting kubelet." });
    }
    if (!isCordoned && hasOwnedMetadata(node, this.#facts)) return;
    this.#keeper.update(this.#nodes, node, (live) =>
      withOwnedMetadata(isCordoned ? uncordoned(live) : live, this.#facts),
    );
  }

  /** Once a plugin has been there, its configuration stays on the disk. */
  #lookForNetwork(): void {
    if (this.#hasNetwork) return;
    this.#hasNetwork = this.#parts.pods
      .onNode(this.nodeName)
      .some((pod) => bringsNetwork(pod) && textOf(at(pod, "status", "phase")) === "Running");
    if (this.#hasNetwork) this.worker.retry((uid) => this.#parts.pods.byUid(uid));
  }

  #postStatus(isReport = false): void {
    const { node } = this;
    if (node === undefined) return;
    const nowMs = this.#parts.clock.now();
    const state = { nowMs, hasNetwork: this.#hasNetwork, isShuttingDown: this.#isShuttingDown };
    const status = nodeStatus(this.#facts, node["status"], state);
    if (!isReport && isEqual(withoutHeartbeats(status), withoutHeartbeats(node["status"]))) return;
    const wasReady = hasCondition(node, "Ready");
    this.#reportedMs = nowMs;
    const updated = this.#writer.updateStatus(this.#nodes, node, status);
    const isReady = hasCondition(updated, "Ready");
    if (isReady === wasReady) return;
    const reason = isReady ? "NodeReady" : "NodeNotReady";
    const message = `Node ${this.nodeName} status is now: ${reason}`;
    this.#recorder.record(updated, { type: "Normal", reason, message });
  }

  /** The API's picture of the static pods; one that it will never take is told once, and runs unseen. */
  #mirrorStaticPods(node: JsonObject): void {
    const wanted = this.#facts.staticPods;
    const names = new Set(wanted.map((pod) => `${pod.namespace}/${mirrorName(pod, this.nodeName)}`));
    for (const pod of this.#parts.pods.onNode(this.nodeName)) {
      const id = `${namespaceOf(pod)}/${nameOf(pod)}`;
      if (annotationsOf(pod)[mirrorAnnotation] === undefined || names.has(id)) continue;
      this.#writer.delete(this.#pods, pod, { gracePeriodSeconds: 0 });
    }
    for (const source of wanted) {
      try {
        this.#mirror(source, node);
      } catch (error) {
        if (!(error instanceof ApiError) || error.code >= 500) throw error;
        const text = `Kubelet of "${this.nodeName}" cannot mirror "${source.name}": ${error.message}`;
        if (!this.#refused.has(text)) this.#parts.note(text);
        this.#refused.add(text);
      }
    }
  }

  #mirror(source: StaticPod, node: JsonObject): void {
    const live = this.#parts.registry.find(this.#pods, source.namespace, mirrorName(source, this.nodeName));
    if (live !== undefined && mirrors(live, source, this.#facts)) return;
    if (live !== undefined) this.#writer.delete(this.#pods, live, { gracePeriodSeconds: 0 });
    const seenAt = timeText(this.#parts.clock.now());
    this.#writer.create(this.#pods, source.namespace, mirrorPod(source, this.#facts, node, seenAt));
  }
}

function uncordoned(node: JsonObject): JsonObject {
  const annotations = without(objectOf(metadataOf(node)["annotations"]), cordonedAnnotation);
  const spec = without(objectOf(node["spec"]), "unschedulable");
  return { ...node, metadata: { ...metadataOf(node), annotations }, spec };
}
