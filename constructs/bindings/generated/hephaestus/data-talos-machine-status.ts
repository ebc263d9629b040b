/** Made by `npm run generate` from the provider's schema. Do not edit. */
import type { IResolvable, TerraformMetaArguments } from "cdktf";
import type { Construct } from "constructs";
import { DataSourceBinding } from "../../binding";
import type { Fields } from "../../fields";
import { provider } from "./identity";

export interface DataTalosMachineStatusClientConfigurationValue {
  readonly caCertificate?: string | undefined;
  readonly clientCertificate?: string | undefined;
  readonly clientKey?: string | undefined;
}

export interface DataTalosMachineStatusConfig extends TerraformMetaArguments {
  /** Credentials for the Talos API, as `hephaestus_talos_secrets` gives them. Default: `talos_client_configuration` of the provider block, which keeps them out of the state. */
  readonly clientConfiguration?: DataTalosMachineStatusClientConfigurationValue | IResolvable | undefined;
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

/** How a machine is, as Talos says it. A machine that does not answer is reported, and is no error. */
export class DataTalosMachineStatus extends DataSourceBinding {
  static readonly tfResourceType = "hephaestus_talos_machine_status";

  constructor(scope: Construct, id: string, config: DataTalosMachineStatusConfig) {
    super(scope, id, { name: "hephaestus_talos_machine_status", provider, fields }, config);
  }

  get clientConfiguration(): IResolvable {
    return this.interpolationForAttribute("client_configuration");
  }

  get endpoint(): string {
    return this.getStringAttribute("endpoint");
  }

  get hostname(): string {
    return this.getStringAttribute("hostname");
  }

  get problem(): string {
    return this.getStringAttribute("problem");
  }

  get reachable(): IResolvable {
    return this.getBooleanAttribute("reachable");
  }

  get ready(): IResolvable {
    return this.getBooleanAttribute("ready");
  }

  get services(): Record<string, string> {
    return this.getStringMapAttribute("services");
  }

  get stage(): string {
    return this.getStringAttribute("stage");
  }

  get talosVersion(): string {
    return this.getStringAttribute("talos_version");
  }

  get unmetConditions(): IResolvable {
    return this.interpolationForAttribute("unmet_conditions");
  }
}
