/** Secrets and configurations that the tests share; nothing of it is used anywhere else. */
import { decodeConfig } from "../../../provider-bridge/talos-config/decode";
import type { MachineConfig } from "../../../provider-bridge/talos-config/documents";
import { type GenerateOptions, generateConfig, type MachineType } from "../../../provider-bridge/talos-config/generate";
import { makeBundle, type SecretsBundle } from "../../../provider-bridge/talos-config/secrets";
import { createRandom } from "../../support/random";

/** The moment at which all fixtures are made. */
export const now = new Date("2026-01-02T03:04:05Z");

let bundle: Promise<SecretsBundle> | undefined;

/** The same bundle for every test of a file: seeded, with a short stand-in for the slow RSA key. */
export function testBundle(): Promise<SecretsBundle> {
  const random = createRandom(4);
  bundle ??= makeBundle({ now, contract: "v1.6", random: (length) => random.bytes(length) });
  return bundle;
}

/** A generated configuration. */
export async function generated(
  contract: string,
  machineType: MachineType = "controlplane",
  options: GenerateOptions = {},
): Promise<MachineConfig> {
  return generateConfig({
    clusterName: "test",
    endpoint: "https://cluster.example.org:6443",
    kubernetesVersion: "1.34.1",
    machineType,
    contract,
    secrets: await testBundle(),
    options,
  });
}

/** A v1alpha1 document around the text of its sections. */
export function legacy(text: string, minor = 13): MachineConfig {
  return decodeConfig(`version: v1alpha1\n${text}`, minor);
}
