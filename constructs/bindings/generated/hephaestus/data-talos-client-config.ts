/** Made by `npm run generate` from the provider's schema. Do not edit. */
import type { IResolvable, TerraformMetaArguments } from "cdktf";
import type { Construct } from "constructs";
import { DataSourceBinding } from "../../binding";
import type { Fields } from "../../fields";
import { provider } from "./identity";

export interface DataTalosClientConfigClientConfigurationValue {
  readonly caCertificate?: string | undefined;
  readonly clientCertificate?: string | undefined;
  readonly clientKey?: string | undefined;
}

export interface DataTalosClientConfigConfig extends TerraformMetaArguments {
  /** Credentials, as `hephaestus_talos_secrets` gives them. */
  readonly clientConfiguration: DataTalosClientConfigClientConfigurationValue | IResolvable;
  /** Name of the cluster and of the context. */
  readonly cluster: string;
  /** Addresses of the control planes to talk to. Default: none, talosctl then needs `--endpoints`. */
  readonly endpoints?: readonly string[] | undefined;
  /** Nodes that commands are about. Default: none, talosctl then needs `--nodes`. */
  readonly nodes?: readonly string[] | undefined;
}

const fields: Fields = {
  clientConfiguration: ["client_configuration", "object", {
    caCertificate: ["ca_certificate", "string"],
    clientCertificate: ["client_certificate", "string"],
    clientKey: ["client_key", "string"],
  }],
  cluster: ["cluster", "string"],
  endpoints: ["endpoints", "stringList"],
  nodes: ["nodes", "stringList"],
};

/** A client configuration for talosctl (`talosconfig`), put together from credentials and addresses. */
export class DataTalosClientConfig extends DataSourceBinding {
  static readonly tfResourceType = "hephaestus_talos_client_config";

  constructor(scope: Construct, id: string, config: DataTalosClientConfigConfig) {
    super(scope, id, { name: "hephaestus_talos_client_config", provider, fields }, config);
  }

  get clientConfiguration(): IResolvable {
    return this.interpolationForAttribute("client_configuration");
  }

  get cluster(): string {
    return this.getStringAttribute("cluster");
  }

  get endpoints(): string[] {
    return this.getListAttribute("endpoints");
  }

  get nodes(): string[] {
    return this.getListAttribute("nodes");
  }

  get talosconfig(): string {
    return this.getStringAttribute("talosconfig");
  }
}
