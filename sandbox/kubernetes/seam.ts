/** What the rooms of the sandbox say to a Kubernetes cluster and hear from it: types alone, never how it is played. */
import type { Clock } from "../world/clock";
import type { FaultBook } from "../world/faults";

/** A certificate and its key, both PEM. */
export interface CertificateAndKey {
  readonly certificatePem: string;
  readonly keyPem: string;
}

/** What makes a cluster this one and no other: read from the machine configuration of its control planes. */
export interface ClusterIdentity {
  /** CA of client and serving certificates. */
  readonly ca: CertificateAndKey;
  /** CA of the aggregation layer; absent: none is told to API servers behind this one. */
  readonly aggregatorCa?: CertificateAndKey;
  /** RSA or EC private key that signs service account tokens. */
  readonly serviceAccountKeyPem: string;
  /** As the configuration has it, e.g. "1.36.3" or "v1.36.3". */
  readonly kubernetesVersion: string;
  /** e.g. "cluster.local" */
  readonly dnsDomain: string;
  readonly podSubnets: readonly string[];
  readonly serviceSubnets: readonly string[];
  /** "abcdef.0123456789abcdef"; absent: none. */
  readonly bootstrapToken?: string;
  /** URL of the control plane, e.g. "https://10.0.1.10:6443". */
  readonly controlPlaneEndpoint: string;
  /** Name of the cluster; default "talos-default". */
  readonly clusterName?: string;
}

/** What a cluster is played on. */
export interface Surroundings {
  readonly clock: Clock;
  /** Draws random bytes, as hexadecimal digits (64 at a time). */
  readonly random: { hex(): string };
  /** Hears what happens, in a sentence. */
  note(text: string): void;
  /** Faults of the door "kubernetes"; see faults.ts of this folder. */
  readonly faults: Pick<FaultBook, "take" | "peek">;
}

/** One API server: of one control plane, on one address. */
export interface ApiEndpoint {
  /** The control plane's name in the cluster. */
  readonly nodeName: string;
  readonly host: string;
  /** 0: any free one. */
  readonly port: number;
  /** Serving certificate; `undefined`: plain HTTP, for tests and benchmarks. */
  readonly keyPair: CertificateAndKey | undefined;
  /** CA of client certificates; default: the cluster's own CA. */
  readonly clientCaPem?: string;
  /** Whether a connection from there is let in; default: every one. */
  admits?(remoteAddress: string): boolean;
  /** How its machine is just now; default: "serving". Without its own etcd an API server is as good as without a quorum. */
  condition?(): "serving" | "without etcd" | "frozen";
  /** What /version tells, with "v"; default: the cluster's. While a cluster is upgraded its API servers differ. */
  version?(): string;
}

/** An API server that answers. */
export interface OpenApi {
  /** "https://127.77.0.2:6443" */
  readonly url: string;
  readonly port: number;
  /** Other serving certificate or client CA for connections to come, on the same port. */
  replaceKeyPair(keyPair: CertificateAndKey, clientCaPem?: string): void;
  close(): Promise<void>;
}

/** A manifest as Talos hands it over: a name to order by, and YAML or JSON with any number of documents. */
export interface ManifestSource {
  /** e.g. "01-csr-node-bootstrap" or the name of the inline manifest. */
  readonly name: string;
  readonly text: string;
}

/** What {@link KubernetesApi.applyManifests} did. */
export interface AppliedManifests {
  /** "v1/ConfigMap/kube-system/x", in order. */
  readonly created: readonly string[];
  /** Those which were there already and were left as they are. */
  readonly kept: readonly string[];
  /** One sentence each; the next try may succeed (a kind of a CRD that is not there yet). */
  readonly failed: readonly string[];
}

/** A static pod of a control plane: only what differs from node to node. */
export interface StaticPod {
  /** "kube-apiserver", "kube-controller-manager", "kube-scheduler", or a name of the user's. */
  readonly name: string;
  readonly namespace: string;
  readonly image: string;
  readonly labels?: Readonly<Record<string, string>>;
  readonly annotations?: Readonly<Record<string, string>>;
  /** Whole pod spec where the user gave one (`machine.pods`); default: one container of `image`. */
  readonly spec?: Readonly<Record<string, unknown>>;
}

/** A taint of a Node. */
export interface NodeTaint {
  readonly key: string;
  readonly value?: string;
  readonly effect: string;
}

/** What a cloud provider knows of a machine. */
export interface CloudMachine {
  /** "hcloud://1" */
  readonly providerId: string;
  /** Those that it puts on the Node. */
  readonly labels: Readonly<Record<string, string>>;
  readonly externalAddress?: string;
  /** Whether the machine is still there. */
  exists(): boolean;
}

/** What a kubelet knows of its machine. */
export interface KubeletFacts {
  readonly nodeName: string;
  /** e.g. "v1.36.3" */
  readonly kubeletVersion: string;
  readonly isControlPlane: boolean;
  /** In the order that the Node tells them. */
  readonly addresses: readonly { readonly type: "InternalIP" | "ExternalIP" | "Hostname"; readonly address: string }[];
  /** Of the machine configuration: kept in step with it for as long as the kubelet runs, and so are the next two. */
  readonly labels: Readonly<Record<string, string>>;
  readonly annotations: Readonly<Record<string, string>>;
  readonly taints: readonly NodeTaint[];
  /** Labels that a new Node gets from the kubelet's own arguments; default none. */
  readonly registeredLabels?: Readonly<Record<string, string>>;
  /** Taints that a new Node gets from the kubelet's own arguments; default none. */
  readonly registeredTaints?: readonly NodeTaint[];
  /** "hcloud://1"; absent: a cloud controller sets it. */
  readonly providerId?: string;
  /** For a cloud controller that runs in the cluster; absent: it knows no such machine. */
  readonly cloud?: CloudMachine;
  /** `cloud-provider=external`: the node starts with the taint node.cloudprovider.kubernetes.io/uninitialized. */
  readonly hasExternalCloudProvider: boolean;
  /** e.g. "Talos (v1.13.9)" */
  readonly osImage: string;
  readonly kernelVersion: string;
  /** e.g. "containerd://2.2.1" */
  readonly containerRuntimeVersion: string;
  readonly architecture: "amd64" | "arm64";
  readonly machineId: string;
  readonly systemUuid: string;
  readonly bootId: string;
  readonly cpus: number;
  readonly memoryMiB: number;
  readonly diskGiB: number;
  readonly staticPods: readonly StaticPod[];
  /** Default 110. */
  readonly maxPods?: number;
  /** `rotate-server-certificates`: the kubelet asks for a serving certificate by CSR. Default false. */
  readonly rotatesServerCertificates?: boolean;
}

/** A kubelet that runs. */
export interface Kubelet {
  /** Changes what the kubelet says of its machine; absent members stay. */
  update(facts: Partial<KubeletFacts>): void;
  /** Whether its Node is Ready just now. */
  isReady(): boolean;
  /** Whether the kubelet gets through to an API server; one that does not is silent. Begins with true. */
  setConnected(isConnected: boolean): void;
  /** Cordons the Node and evicts its pods, as far as budgets let them go within `limitMs`; never rejects. */
  drain(limitMs: number, signal?: AbortSignal): Promise<void>;
  /**
   * The kubelet falls silent (machine off, frozen or unreachable): its Node becomes Unknown after the grace period and
   * its pods are evicted after their tolerations. The Node object stays.
   */
  stop(): void;
  /** Ends cleanly for a reboot or shutdown: pods are told, and the Node becomes NotReady at once. */
  shutDown(): void;
}

/** A cluster: one for each etcd cluster. */
export interface KubernetesApi {
  readonly identity: ClusterIdentity;
  openApi(endpoint: ApiEndpoint): Promise<OpenApi>;
  /** Without etcd's quorum nothing is written, and nothing read that must be exact. */
  setQuorum(available: boolean): void;
  /** `changed` hears when the Node becomes ready or stops being it. */
  startKubelet(facts: KubeletFacts, changed?: () => void): Kubelet;
  /** Talos's own bootstrap manifests, as this version of Talos makes them from the identity. */
  applyManifests(sources: readonly ManifestSource[]): AppliedManifests;
  /** A node or pod as it is stored just now, in JSON's terms; undefined: there is none. Nobody may change it. */
  peek(resource: "nodes" | "pods", namespace: string, name: string): Readonly<Record<string, unknown>> | undefined;
  /** Rotation of the cluster's CA, of keys, of subnets and of the version told by /version. */
  updateIdentity(identity: Partial<ClusterIdentity>): void;
  /** Everything that outlives the process, as JSON-able data. */
  save(): unknown;
  /** Ends every server, controller and kubelet. */
  close(): Promise<void>;
}
