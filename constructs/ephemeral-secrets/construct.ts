import type { IResolvable } from "cdktf";
import { Construct } from "constructs";
import { EphemeralBlock } from "./ephemeral-block";
import type { EphemeralSecretsProps } from "./props";

/** The secrets of a cluster for the time of a run: kept elsewhere, and in no state. */
export class EphemeralSecrets extends Construct {
  readonly machineSecrets: IResolvable;
  /** For `talosClientConfiguration` of the cluster's provider configuration. */
  readonly clientConfiguration: IResolvable;

  constructor(scope: Construct, id: string, { secretsYaml, versionContract, provider }: EphemeralSecretsProps) {
    super(scope, id);
    const given = {
      secrets_yaml: secretsYaml,
      ...(versionContract === undefined ? {} : { version_contract: versionContract }),
    };
    const secrets = new EphemeralBlock(this, "Resource", "hephaestus_talos_secrets", given, provider);
    this.machineSecrets = secrets.attribute("machine_secrets");
    this.clientConfiguration = secrets.attribute("client_configuration");
  }
}
