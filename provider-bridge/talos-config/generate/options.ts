import type { SecretsBundle } from "../secrets";
import type { ValueMap } from "../value";

/** The role of a machine; `init` is an old name for the first control plane. */
export type MachineType = "controlplane" | "worker" | "init";

/** What `talosctl gen config` takes. Only the first group is needed. */
export interface GenerateInput {
  readonly clusterName: string;
  /** URL of the Kubernetes API: `https://cluster.example.org:6443`. */
  readonly endpoint: string;
  /** Without `v`: `1.34.1`; empty leaves the image fields out. */
  readonly kubernetesVersion: string;
  readonly machineType: MachineType;
  readonly secrets: SecretsBundle;
  /** `v1.13`; default the newest. */
  readonly contract?: string;
  readonly options?: GenerateOptions;
}

/** The optional rest; what is not given is as Talos does it by default. */
export interface GenerateOptions {
  /** Added to the certificates of the Talos and the Kubernetes API. Default none. */
  readonly additionalSans?: readonly string[];
  /** Default none: the node is installed already, as on Hetzner. */
  readonly installDisk?: string;
  /** Default none: Talos takes its own. */
  readonly installImage?: string;
  /** Default none. */
  readonly installExtraKernelArgs?: readonly string[];
  /** Default `cluster.local`. */
  readonly dnsDomain?: string;
  /** Default 10.244.0.0/16. */
  readonly podSubnets?: readonly string[];
  /** Default 10.96.0.0/12. */
  readonly serviceSubnets?: readonly string[];
  /** Registry host → mirror URLs. Default none. */
  readonly registryMirrors?: ReadonlyMap<string, readonly string[]>;
  /** Registry host → CA certificate (PEM). Default none. */
  readonly registryCas?: ReadonlyMap<string, string>;
  /** Registry hosts whose certificate is not checked. Default none. */
  readonly registryInsecure?: readonly string[];
  /** Default none. */
  readonly sysctls?: ReadonlyMap<string, string>;
  /** Default false. */
  readonly debug?: boolean;
  /** Default false. */
  readonly allowSchedulingOnControlPlanes?: boolean;
  /** Default 6443. */
  readonly localApiServerPort?: number;
  /** 0 turns KubePrism off. Default 7445. */
  readonly kubePrismPort?: number;
  /** Default true. */
  readonly clusterDiscovery?: boolean;
  /** Default: not mentioned in the configuration, so left out. */
  readonly kubeSpan?: boolean;
  /** Default true from contract 1.8 on. */
  readonly hostDnsForwardKubeDnsToHost?: boolean;
  /** `cni.name` none or custom with manifest URLs; default flannel. */
  readonly cni?: { readonly name: string; readonly urls?: readonly string[] };
  /** Contents of machine.network, for contracts up to 1.13. Default none. */
  readonly machineNetwork?: ValueMap;
  /** Contents of machine.disks, for contracts up to 1.13. Default none. */
  readonly machineDisks?: readonly ValueMap[];
}
