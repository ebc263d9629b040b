/** Made by `npm run generate` from the provider's schema. Do not edit. */
import type { IResolvable, TerraformMetaArguments } from "cdktf";
import type { Construct } from "constructs";
import { DataSourceBinding } from "../../binding";
import type { Fields } from "../../fields";
import { provider } from "./identity";

export interface DataTalosDisksClientConfigurationValue {
  readonly caCertificate?: string | undefined;
  readonly clientCertificate?: string | undefined;
  readonly clientKey?: string | undefined;
}

export interface DataTalosDisksConfig extends TerraformMetaArguments {
  /** Credentials for the Talos API, as `hephaestus_talos_secrets` gives them. Default: `talos_client_configuration` of the provider block, which keeps them out of the state. */
  readonly clientConfiguration?: DataTalosDisksClientConfigurationValue | IResolvable | undefined;
  /** Address of the machine. */
  readonly endpoint: string;
}

const fields: Fields = {
  clientConfiguration: ["client_configuration", "object", {
    caCertificate: ["ca_certificate", "string"],
    clientCertificate: ["client_certificate", "string"],
    clientKey: ["client_key", "string"],
  }],
  endpoint: ["endpoint", "string"],
};

/** The disks of a machine that has its configuration, as Talos sees them: for volumes and install selectors. CD drives are left out. */
export class DataTalosDisks extends DataSourceBinding {
  static readonly tfResourceType = "hephaestus_talos_disks";

  constructor(scope: Construct, id: string, config: DataTalosDisksConfig) {
    super(scope, id, { name: "hephaestus_talos_disks", provider, fields }, config);
  }

  get clientConfiguration(): IResolvable {
    return this.interpolationForAttribute("client_configuration");
  }

  get disks(): IResolvable {
    return this.interpolationForAttribute("disks");
  }

  get endpoint(): string {
    return this.getStringAttribute("endpoint");
  }
}
