/** Made by `npm run generate` from the provider's schema. Do not edit. */
import type { IResolvable, TerraformMetaArguments } from "cdktf";
import type { Construct } from "constructs";
import { DataSourceBinding } from "../../binding";
import type { Fields } from "../../fields";
import { provider } from "./identity";

export interface DataTalosMachineConfigMachineSecretsCertsEtcdValue {
  readonly cert?: string | undefined;
  readonly key?: string | undefined;
}

export interface DataTalosMachineConfigMachineSecretsCertsK8sValue {
  readonly cert?: string | undefined;
  readonly key?: string | undefined;
}

export interface DataTalosMachineConfigMachineSecretsCertsK8sAggregatorValue {
  readonly cert?: string | undefined;
  readonly key?: string | undefined;
}

export interface DataTalosMachineConfigMachineSecretsCertsK8sServiceaccountValue {
  readonly key?: string | undefined;
}

export interface DataTalosMachineConfigMachineSecretsCertsOsValue {
  readonly cert?: string | undefined;
  readonly key?: string | undefined;
}

export interface DataTalosMachineConfigMachineSecretsCertsValue {
  readonly etcd?: DataTalosMachineConfigMachineSecretsCertsEtcdValue | IResolvable | undefined;
  readonly k8s?: DataTalosMachineConfigMachineSecretsCertsK8sValue | IResolvable | undefined;
  readonly k8sAggregator?: DataTalosMachineConfigMachineSecretsCertsK8sAggregatorValue | IResolvable | undefined;
  readonly k8sServiceaccount?: DataTalosMachineConfigMachineSecretsCertsK8sServiceaccountValue | IResolvable | undefined;
  readonly os?: DataTalosMachineConfigMachineSecretsCertsOsValue | IResolvable | undefined;
}

export interface DataTalosMachineConfigMachineSecretsClusterValue {
  readonly id?: string | undefined;
  readonly secret?: string | undefined;
}

export interface DataTalosMachineConfigMachineSecretsSecretsValue {
  readonly aescbcEncryptionSecret?: string | undefined;
  readonly bootstrapToken?: string | undefined;
  readonly secretboxEncryptionSecret?: string | undefined;
}

export interface DataTalosMachineConfigMachineSecretsTrustdinfoValue {
  readonly token?: string | undefined;
}

export interface DataTalosMachineConfigMachineSecretsValue {
  readonly certs?: DataTalosMachineConfigMachineSecretsCertsValue | IResolvable | undefined;
  readonly cluster?: DataTalosMachineConfigMachineSecretsClusterValue | IResolvable | undefined;
  readonly secrets?: DataTalosMachineConfigMachineSecretsSecretsValue | IResolvable | undefined;
  readonly trustdinfo?: DataTalosMachineConfigMachineSecretsTrustdinfoValue | IResolvable | undefined;
  readonly versionContract?: string | undefined;
}

export interface DataTalosMachineConfigConfig extends TerraformMetaArguments {
  /** Name of the cluster, the same for all its machines. */
  readonly cluster: string;
  /** URL of the Kubernetes API, for instance `https://cluster.example.org:6443`. */
  readonly clusterEndpoint: string;
  /** Patches as YAML or JSON, applied in order: strategic merge patches, or JSON patches up to contract v1.11. */
  readonly configPatches?: readonly string[] | undefined;
  /** Version of Kubernetes, for instance `1.36.3`. Default: what Talos brings. */
  readonly kubernetesVersion?: string | undefined;
  /** Secrets of the cluster, as `hephaestus_talos_secrets` gives them. */
  readonly machineSecrets: DataTalosMachineConfigMachineSecretsValue | IResolvable;
  /** Role of the machine. */
  readonly machineType: string;
  /** Which Talos the configuration is written for. It may lag behind the version that runs. Default: that of the secrets. */
  readonly versionContract?: string | undefined;
}

const fields: Fields = {
  cluster: ["cluster", "string"],
  clusterEndpoint: ["cluster_endpoint", "string"],
  configPatches: ["config_patches", "stringList"],
  kubernetesVersion: ["kubernetes_version", "string"],
  machineSecrets: ["machine_secrets", "object", {
    certs: ["certs", "object", {
      etcd: ["etcd", "object", {
        cert: ["cert", "string"],
        key: ["key", "string"],
      }],
      k8s: ["k8s", "object", {
        cert: ["cert", "string"],
        key: ["key", "string"],
      }],
      k8sAggregator: ["k8s_aggregator", "object", {
        cert: ["cert", "string"],
        key: ["key", "string"],
      }],
      k8sServiceaccount: ["k8s_serviceaccount", "object", {
        key: ["key", "string"],
      }],
      os: ["os", "object", {
        cert: ["cert", "string"],
        key: ["key", "string"],
      }],
    }],
    cluster: ["cluster", "object", {
      id: ["id", "string"],
      secret: ["secret", "string"],
    }],
    secrets: ["secrets", "object", {
      aescbcEncryptionSecret: ["aescbc_encryption_secret", "string"],
      bootstrapToken: ["bootstrap_token", "string"],
      secretboxEncryptionSecret: ["secretbox_encryption_secret", "string"],
    }],
    trustdinfo: ["trustdinfo", "object", {
      token: ["token", "string"],
    }],
    versionContract: ["version_contract", "string"],
  }],
  machineType: ["machine_type", "string"],
  versionContract: ["version_contract", "string"],
};

/** The Talos machine configuration of a role: generated as Talos does, patched, and checked as Talos checks it, while planning. Nothing is asked over the network. Hand its inputs over through locals: a data source that refers directly to a resource with any pending change is read only during apply, and every plan then says `(known after apply)`. */
export class DataTalosMachineConfig extends DataSourceBinding {
  static readonly tfResourceType = "hephaestus_talos_machine_config";

  constructor(scope: Construct, id: string, config: DataTalosMachineConfigConfig) {
    super(scope, id, { name: "hephaestus_talos_machine_config", provider, fields }, config);
  }

  get cluster(): string {
    return this.getStringAttribute("cluster");
  }

  get clusterEndpoint(): string {
    return this.getStringAttribute("cluster_endpoint");
  }

  get configPatches(): string[] {
    return this.getListAttribute("config_patches");
  }

  get configSha256(): string {
    return this.getStringAttribute("config_sha256");
  }

  get kubernetesVersion(): string {
    return this.getStringAttribute("kubernetes_version");
  }

  get machineConfig(): string {
    return this.getStringAttribute("machine_config");
  }

  get machineSecrets(): IResolvable {
    return this.interpolationForAttribute("machine_secrets");
  }

  get machineType(): string {
    return this.getStringAttribute("machine_type");
  }

  get userDataBytes(): number {
    return this.getNumberAttribute("user_data_bytes");
  }

  get versionContract(): string {
    return this.getStringAttribute("version_contract");
  }
}
