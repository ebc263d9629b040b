/**
 * `npm run bench -- talos-config`: how fast one control plane's configuration is generated, patched with three
 * patches, validated and hashed, and a hundred of them; beside it a Go program on Talos's machinery, where Go is.
 */
import { applyPatches, encodeConfig, hashConfig, redactConfig } from "../provider-bridge/talos-config";
import { generateConfig } from "../provider-bridge/talos-config/generate";
import { makeBundle, type SecretsBundle, writeBundle } from "../provider-bridge/talos-config/secrets";
import { validateConfig } from "../provider-bridge/talos-config/validate";
import { median, percentile, printResult, printTable } from "./harness";
import { firstUseMs, machineryMs } from "./talos";

const warmUpRounds = 50;
const rounds = 300;
const fleetSize = 100;
const fleetRounds = 7;
const kubernetesVersion = "1.36.3";
const contract = 13;
const patches = [
  "machine:\n  kubelet:\n    nodeIP:\n      validSubnets: [10.0.0.0/16]\n    extraArgs:\n      rotate-server-certificates: 'true'\n",
  "machine:\n  sysctls:\n    vm.max_map_count: '262144'\ncluster:\n  network:\n    cni:\n      name: none\n    podSubnets: [10.42.0.0/16]\n",
  "apiVersion: v1alpha1\nkind: LinkConfig\nname: eth1\nmtu: 1450\nup: true\n---\nmachine:\n  nodeLabels:\n    example.org/pool: blue\n",
];

function configure(secrets: SecretsBundle, number: number): string {
  const base = generateConfig({
    clusterName: "bench",
    endpoint: `https://cp-${number}.example.org:6443`,
    kubernetesVersion,
    machineType: "controlplane",
    contract: `v1.${contract}`,
    secrets,
  });
  const config = applyPatches(base, patches, contract);
  const errors = validateConfig(config, { minor: contract }).filter(({ severity }) => severity === "error");
  if (errors.length > 0) throw new Error(`Cannot measure: the configuration is refused, ${errors[0]?.message}`);
  return hashConfig(config);
}

function timeMs(work: () => void): number {
  const start = performance.now();
  work();
  return performance.now() - start;
}

/** Processor time, so that a busy machine does not count. */
function processorMs(work: () => void): number {
  const before = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000;
}

/** Measures and prints. */
export async function run(): Promise<void> {
  const secrets = await makeBundle({ now: new Date(), contract: "v1.6" });
  for (let round = 0; round < warmUpRounds; round += 1) configure(secrets, round);
  const samples = Array.from({ length: rounds }, (_, number) => timeMs(() => configure(secrets, number)));
  const fleets = Array.from({ length: fleetRounds }, () =>
    processorMs(() => {
      for (let number = 0; number < fleetSize; number += 1) configure(secrets, number);
    }),
  );
  const config = generateConfig({
    clusterName: "bench",
    endpoint: "https://cp.example.org:6443",
    kubernetesVersion,
    machineType: "controlplane",
    secrets,
  });
  const repeated = (work: () => void) => median(Array.from({ length: rounds }, () => timeMs(work)));
  const goMs = machineryMs({ secrets: writeBundle(secrets), patches, kubernetes: kubernetesVersion });
  const firstMs = firstUseMs();
  const rows: readonly (readonly [string, number | string])[] = [
    ["generate, 3 patches, validate, hash: median", median(samples)],
    ["the same: slowest of the fastest 95 %", percentile(samples, 0.95)],
    ["the same by Go on Talos's machinery, without the hash", goMs],
    [`${fleetSize} of them: median of ${fleetRounds} (processor time)`, median(fleets)],
    ["write the 1.14 configuration", repeated(() => encodeConfig(config))],
    ["redact it", repeated(() => redactConfig(config))],
    ["load the bundled library at its first use (processor time)", firstMs],
  ];
  printTable(
    ["What", "ms"],
    rows.map(([name, value]) => [name, typeof value === "number" ? value.toFixed(2) : value]),
  );
  printResult({ median_ms: median(samples), fleet_s: median(fleets) / 1000, first_use_ms: firstMs, go_ms: goMs });
}
