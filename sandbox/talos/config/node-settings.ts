/** The part of a machine configuration that a node of the sandbox acts on, whatever the layout it was written in. */

import type { Plain } from "./plain";

/** A certificate and perhaps its key, both PEM; empty where the configuration has none. */
export interface CertificateParts {
  readonly certificatePem: string;
  readonly keyPem: string;
}

/** Images by component, as the configuration has them; empty: Talos's default. */
export interface ComponentImages {
  readonly kubelet: string;
  readonly apiServer: string;
  readonly controllerManager: string;
  readonly scheduler: string;
  readonly proxy: string;
  readonly coreDns: string;
  readonly etcd: string;
}

/** A virtual address that one control plane holds at a time. */
export interface VirtualIp {
  readonly ip: string;
  readonly link: string;
  /** Whether Hetzner's API is told. */
  readonly isHcloud: boolean;
}

/** A manifest of the configuration: its text, or where it is to be fetched. */
export type ConfiguredManifest =
  | { readonly name: string; readonly text: string }
  | { readonly name: string; readonly url: string };

/** What a node knows of itself and its cluster. */
export interface NodeSettings {
  readonly machineType: "controlplane" | "worker";
  /** What trustd asks of a worker. */
  readonly machineToken: string;
  readonly machineCa: CertificateParts;
  readonly acceptedMachineCas: readonly string[];
  readonly certSans: readonly string[];
  /** Whether apid up to 1.11 wants clients whose certificate is a client's alone. */
  readonly checksClientUsage: boolean;
  /** Static host name; empty: from the platform, or made up. */
  readonly hostname: string;
  readonly cluster: ClusterSettings;
  readonly images: ComponentImages;
  readonly node: KubeletSettings;
  readonly etcd: {
    readonly ca: CertificateParts;
    readonly advertisedSubnets: readonly string[];
    readonly listenSubnets: readonly string[];
  };
  readonly discovery: { readonly service: boolean; readonly kubernetes: boolean };
  readonly virtualIps: readonly VirtualIp[];
  readonly installImage: string;
  readonly installDisk: string;
  readonly isTimeSyncDisabled: boolean;
  /** Names of services of extensions that have a configuration. */
  readonly extensionServices: readonly string[];
}

/** What all nodes of a cluster agree on, and what only its control planes know. */
export interface ClusterSettings {
  readonly id: string;
  readonly secret: string;
  readonly name: string;
  /** URL of the control plane. */
  readonly endpoint: string;
  readonly apiPort: number;
  readonly bootstrapToken: string;
  readonly ca: CertificateParts;
  readonly aggregatorCa: CertificateParts;
  readonly serviceAccountKeyPem: string;
  readonly apiCertSans: readonly string[];
  readonly dnsDomain: string;
  readonly podSubnets: readonly string[];
  readonly serviceSubnets: readonly string[];
  /** "flannel", "custom" or "none". */
  readonly cni: string;
  readonly manifests: readonly ConfiguredManifest[];
  readonly isProxyEnabled: boolean;
  readonly isCoreDnsEnabled: boolean;
  readonly hasExternalCloudProvider: boolean;
}

/** What the kubelet is told. */
export interface KubeletSettings {
  readonly labels: Readonly<Record<string, string>>;
  readonly annotations: Readonly<Record<string, string>>;
  /** Key → "value:Effect" or "Effect". */
  readonly taints: Readonly<Record<string, string>>;
  /** CIDRs, those with "!" excluded; empty: Talos's own choice. */
  readonly validSubnets: readonly string[];
  readonly registersWithFqdn: boolean;
  readonly skipsRegistration: boolean;
  readonly rotatesServerCertificates: boolean;
  readonly isSchedulingAllowed: boolean;
  readonly arguments: KubeletArguments;
  /** Pods that the kubelet is to run by itself, whole manifests. */
  readonly staticPods: readonly Plain[];
}

/** What the kubelet's own arguments and configuration say. */
export interface KubeletArguments {
  /** Of a new Node. */
  readonly labels: Readonly<Record<string, string>>;
  /** Of a new Node. */
  readonly taints: readonly { readonly key: string; readonly value: string; readonly effect: string }[];
  /** Empty: none. */
  readonly providerId: string;
  readonly maxPods: number | undefined;
}
