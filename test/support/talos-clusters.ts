/** What tests of our provider's Talos resources begin with: machines on the sandbox, and credentials for them as HCL. */
import type { TalosStage } from "../sandbox/talos/talos-stage";

/** `client_configuration` for the stage's machines, as HCL. */
export async function clientConfigurationHcl(stage: TalosStage): Promise<string> {
  const { certificatePem, keyPem } = await stage.clientPair(["os:admin"]);
  const base64 = (pem: string) => Buffer.from(pem).toString("base64");
  return `{
    ca_certificate     = "${base64(stage.authority.certificatePem)}"
    client_certificate = "${base64(certificatePem)}"
    client_key         = "${base64(keyPem)}"
  }`;
}
