import type { Architecture, ConfigPatch } from "../node-pool/props";
import type { TalosSchematicProps } from "../talos-image/props";

/** Encryption of Talos's own partitions, with a key that the machine derives from itself. */
export interface EncryptionProps {
  /** The configuration's partition. @default false */
  readonly state?: boolean;
  /** The data's partition. @default false */
  readonly ephemeral?: boolean;
}

/** Where images of a registry are pulled from instead. */
export interface RegistryMirrorProps {
  /** Host of the registry, for instance `docker.io`. */
  readonly host: string;
  /** URLs that are tried in this order. */
  readonly endpoints: readonly string[];
  /** Whether the path of the URLs stands as it is. @default false */
  readonly overridePath?: boolean;
  /** Whether the registry itself is never asked. @default false */
  readonly skipFallback?: boolean;
}

/** A folder of the host that the kubelet sees. */
export interface MountProps {
  readonly source: string;
  readonly destination: string;
  /** @default bind, rshared, rw */
  readonly options?: readonly string[];
}

/** A module of the kernel. */
export interface KernelModuleProps {
  readonly name: string;
  /** @default none */
  readonly parameters?: readonly string[];
}

/** Where logs of the machine go. */
export interface LoggingProps {
  /** For instance `udp://192.0.2.1:5044`. */
  readonly endpoint: string;
  /** Added to every line. @default nothing */
  readonly tags?: Readonly<Record<string, string>>;
}

/** A certificate authority that machines trust. */
export interface TrustedCaProps {
  readonly name: string;
  /** PEM. */
  readonly certificates: string;
}

/** How machines take turns when they are changed or upgraded. */
export interface RolloutProps {
  /** Workers that may be away at the same time. @default 1 */
  readonly maxUnavailable?: number;
  /** How long a drain may take, a duration. @default 5m */
  readonly drainTimeout?: string;
  /** Whether pods are deleted rather than evicted. @default false */
  readonly disableEviction?: boolean;
  /** How long a node may take to be healthy again, a duration. @default 10m */
  readonly healthTimeout?: string;
  /** Whether one that does not become healthy stops those that wait. @default true */
  readonly haltOnFailure?: boolean;
}

/** An image that is there already, by processor. */
export interface ImageIdProps {
  /** @default an image is made */
  readonly amd64?: string;
  /** @default an image is made */
  readonly arm64?: string;
}

/** Talos on the machines, as `cluster.yaml` says it too. */
export interface TalosProps extends TalosSchematicProps {
  /** Version that runs. @default v1.13.9 */
  readonly version?: string;
  /** Version that the configuration is written for; set it before an upgrade that it must not follow. @default that of `version`, at most v1.13 */
  readonly versionContract?: string;
  /** Ids of images that are there already. @default images are made */
  readonly imageIds?: ImageIdProps;
  /** Label selector of images that are there already. @default images are made */
  readonly imageSelector?: string;
  /** Whether an image of the same kind in the project is taken, whoever made it. @default false */
  readonly shareImages?: boolean;
  /** Path of a `secrets.yaml` that the cluster's secrets are imported from. @default secrets are made */
  readonly secretsFile?: string;
  /**
   * Where the cluster's secrets are: made and kept in state, or given for each run (`ephemeral`, for a `ClusterStack` by
   * the variable `secrets_yaml`) and kept in none. @default state
   */
  readonly secrets?: "state" | "ephemeral";
  /** How the Talos API of nodes is reached by whoever runs Terraform. @default public */
  readonly access?: "public" | "private";
  /** How a changed configuration is applied: auto, no_reboot, staged. @default auto */
  readonly applyMode?: "auto" | "no_reboot" | "staged";
  /** More names and addresses for the certificate of the Talos API. @default none */
  readonly certSans?: readonly string[];
  /** @default nothing is encrypted */
  readonly encryption?: EncryptionProps;
  /** @default every registry itself */
  readonly registryMirrors?: readonly RegistryMirrorProps[];
  /** Up to the contract v1.13. @default none */
  readonly mounts?: readonly MountProps[];
  /** @default Talos's own */
  readonly sysctls?: Readonly<Record<string, string>>;
  /** @default none */
  readonly modules?: readonly KernelModuleProps[];
  /** Servers of the time. @default Talos's own */
  readonly timeServers?: readonly string[];
  /** Addresses of name servers. @default those of Hetzner's network */
  readonly nameservers?: readonly string[];
  /** @default none */
  readonly logging?: readonly LoggingProps[];
  /** @default none */
  readonly trustedCas?: readonly TrustedCaProps[];
  /** Patches for all machines, as objects or YAML. @default none */
  readonly patches?: readonly ConfigPatch[];
  /** Patches for control planes. @default none */
  readonly controlPlanePatches?: readonly ConfigPatch[];
  /** Patches for workers. @default none */
  readonly workerPatches?: readonly ConfigPatch[];
}

/** Who logs in by OpenID Connect. */
export interface OidcProps {
  readonly issuerUrl: string;
  readonly clientId: string;
  /** @default sub */
  readonly usernameClaim?: string;
  /** @default none */
  readonly usernamePrefix?: string;
  /** @default no groups */
  readonly groupsClaim?: string;
  /** @default none */
  readonly groupsPrefix?: string;
}

/** A plugin that the API server asks before it takes an object. */
export interface AdmissionPluginProps {
  /** For instance `PodSecurity`, whose configuration is laid over Talos's own. */
  readonly name: string;
  readonly configuration: Readonly<Record<string, unknown>>;
}

/** Groups and users that are given a role. At least one of them. */
export interface RoleBindingProps {
  /** Name of a ClusterRole, for instance `view`. */
  readonly clusterRole: string;
  /** Groups, as `oidc.groupsClaim` tells them, with the prefix. @default none */
  readonly groups?: readonly string[];
  /** @default none */
  readonly users?: readonly string[];
  /** Namespace in which it holds. @default in all */
  readonly namespace?: string;
}

/** Kubernetes on the machines, as `cluster.yaml` says it too. */
export interface KubernetesProps {
  /** @default what Talos brings */
  readonly version?: string;
  /** Range of pods. @default the upper half of the network's */
  readonly podCidr?: string;
  /** Range of services. @default an eighth of the network's, at most a /12 */
  readonly serviceCidr?: string;
  /** @default cluster.local */
  readonly dnsDomain?: string;
  /** More names and addresses for the certificate of the Kubernetes API. @default none */
  readonly certSans?: readonly string[];
  /** Whether pods run on control planes. @default true where there are no workers */
  readonly scheduleOnControlPlanes?: boolean;
  /** @default certificates and service accounts alone */
  readonly oidc?: OidcProps;
  /** Roles that are bound when the cluster is made. Talos adds later ones with an upgrade and takes none away. @default none */
  readonly rbac?: readonly RoleBindingProps[];
  /** Plugins of the API server's admission control. @default Talos's own: pods are held to "baseline" */
  readonly admission?: readonly AdmissionPluginProps[];
  /** What the API server writes down (an audit `Policy`, such as its `rules`). @default the metadata of every request */
  readonly audit?: Readonly<Record<string, unknown>>;
  /** Arguments of the API server. @default Talos's own */
  readonly apiServerArgs?: Readonly<Record<string, string>>;
  /** Arguments of the kubelet. @default Talos's own */
  readonly kubeletArgs?: Readonly<Record<string, string>>;
  /** Configuration of the kubelet (`KubeletConfiguration`). @default Talos's own */
  readonly kubeletConfig?: Readonly<Record<string, unknown>>;
  /** Whether a cloud controller manager initialises the nodes. None is installed yet: nodes then wait for yours. @default false */
  readonly externalCloudProvider?: boolean;
}

/** The network plugin, as `cluster.yaml` says it too. */
export interface CniProps {
  /**
   * `flannel` is Talos's own; `none` leaves it to you, and so does `cilium` until its add-on exists. @default flannel
   */
  readonly type?: "flannel" | "none" | "cilium";
}

/** What a configuration is made for. */
export interface ConfigurationTarget {
  readonly clusterName: string;
  /** The minor version of the contract: 13 for v1.13. */
  readonly contractMinor: number;
  readonly talos: TalosProps;
  readonly kubernetes: KubernetesProps;
  readonly cni: CniProps;
  readonly scheduleOnControlPlanes: boolean;
  /** Ranges of the private network. */
  readonly ranges: {
    readonly controlPlane: string;
    readonly worker: string;
    readonly pods: string;
    readonly services: string;
    readonly gateway: string;
  };
}

export type { Architecture };
