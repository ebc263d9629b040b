/** Made by `npm run generate` from the provider's schema. Do not edit. */
import type { IResolvable, TerraformMetaArguments } from "cdktf";
import type { Construct } from "constructs";
import { ResourceBinding } from "../../binding";
import type { Fields } from "../../fields";
import { provider } from "./identity";

export interface TalosSecretsConfig extends TerraformMetaArguments {
  /** How long before its end the client certificate is renewed, by an update that the plan shows. */
  readonly clientCertificateRenewBefore?: string | undefined;
  /** How long the client certificate is valid. A change issues a new one. */
  readonly clientCertificateTtl?: string | undefined;
  /** Which Talos the secrets are made for; configurations are written for the same unless they say otherwise. A change is only recorded, the secrets stay. Default: `v1.13`. */
  readonly versionContract?: string | undefined;
}

const fields: Fields = {
  clientCertificateRenewBefore: ["client_certificate_renew_before", "string"],
  clientCertificateTtl: ["client_certificate_ttl", "string"],
  versionContract: ["version_contract", "string"],
};

/** The secrets of a Talos cluster: certificate authorities, tokens and encryption keys, made once and kept in state. They are never rotated by a change of version. A client certificate for the Talos API comes with them; when it is near its end, the plan shows an update that issues a new one. Keep the state encrypted, or keep the bundle elsewhere and use the ephemeral resource of the same name. */
export class TalosSecrets extends ResourceBinding {
  static readonly tfResourceType = "hephaestus_talos_secrets";

  constructor(scope: Construct, id: string, config: TalosSecretsConfig = {}) {
    super(scope, id, { name: "hephaestus_talos_secrets", provider, fields }, config);
  }

  get clientCertificateExpiresAt(): string {
    return this.getStringAttribute("client_certificate_expires_at");
  }

  get clientCertificateRenewBefore(): string {
    return this.getStringAttribute("client_certificate_renew_before");
  }

  get clientCertificateTtl(): string {
    return this.getStringAttribute("client_certificate_ttl");
  }

  get clientConfiguration(): IResolvable {
    return this.interpolationForAttribute("client_configuration");
  }

  get machineSecrets(): IResolvable {
    return this.interpolationForAttribute("machine_secrets");
  }

  get secretsYaml(): string {
    return this.getStringAttribute("secrets_yaml");
  }

  get versionContract(): string {
    return this.getStringAttribute("version_contract");
  }
}
