/** Our provider, machines of the sandbox that it speaks to, and a folder with a configuration, driven by each core. */
import type { SandboxOptions } from "../../sandbox";
import type { Core } from "../../scripts/cores";
import { TalosStage } from "../sandbox/talos/talos-stage";
import { describeStages, openProviderStage, type ProviderStage } from "./provider-stage";

/** What a test works with. Our provider's block has the machines' credentials, unless a test writes another. */
export interface TalosProviderStage extends ProviderStage {
  readonly stage: TalosStage;
  /** `client_configuration` of the machines, as HCL. */
  readonly client: string;
}

/** A stage that is to be closed. */
export async function openTalosStage(core: Core, options: SandboxOptions = {}): Promise<TalosProviderStage> {
  const stage = await TalosStage.start(options);
  const client = await clientConfigurationHcl(stage);
  const world = { environment: stage.sandbox.environment, close: () => stage.close() };
  return { stage, client, ...(await openProviderStage(core, world, `talos_client_configuration = ${client}`)) };
}

/** Describes behaviour under terraform and tofu, with a stage made before each test and closed after it. */
export function describeOnTalos(title: string, body: (stage: () => TalosProviderStage) => void): void {
  describeStages(title, (core) => openTalosStage(core), body);
}

async function clientConfigurationHcl(stage: TalosStage): Promise<string> {
  const { certificatePem, keyPem } = await stage.clientPair(["os:admin"]);
  const base64 = (pem: string) => Buffer.from(pem).toString("base64");
  return `{
    ca_certificate     = "${base64(stage.authority.certificatePem)}"
    client_certificate = "${base64(certificatePem)}"
    client_key         = "${base64(keyPem)}"
  }`;
}
