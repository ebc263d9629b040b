/**
 * `npm run bench -- talos-config`: how fast one control plane's configuration is generated, patched with three
 * patches, validated and hashed, and a hundred of them; beside it a Go program on Talos's machinery, where Go is.
 */
import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { resolve } from "node:path";
import { applyPatches, encodeConfig, hashConfig, redactConfig } from "../provider-bridge/talos-config";
import { generateConfig } from "../provider-bridge/talos-config/generate";
import { makeBundle, type SecretsBundle } from "../provider-bridge/talos-config/secrets";
import { validateConfig } from "../provider-bridge/talos-config/validate";

const warmUpRounds = 50;
const rounds = 300;
const fleetSize = 100;
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
    kubernetesVersion: "1.36.3",
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

function median(values: readonly number[]): number {
  return values.toSorted((left, right) => left - right)[Math.floor(values.length / 2)] ?? 0;
}

/** What loading the bundled library costs in a fresh process; undefined where it is not built. */
function loadMs(): number | undefined {
  const script = "const t=performance.now();require(process.argv[1]);console.log(performance.now()-t)";
  const entry = resolve(__dirname, "../dist/talos-config.js");
  if (!existsSync(entry)) return undefined;
  const samples = Array.from({ length: 5 }, () =>
    Number(spawnSync(process.execPath, ["-e", script, entry]).stdout.toString()),
  );
  return median(samples);
}

/** Measures and prints. */
export async function run(): Promise<void> {
  const secrets = await makeBundle({ now: new Date(), contract: "v1.6" });
  for (let round = 0; round < warmUpRounds; round += 1) configure(secrets, round);
  const samples = Array.from({ length: rounds }, (_, number) => timeMs(() => configure(secrets, number)));
  const fleetMs = timeMs(() => {
    for (let number = 0; number < fleetSize; number += 1) configure(secrets, number);
  });
  const config = generateConfig({
    clusterName: "bench",
    endpoint: "https://cp.example.org:6443",
    kubernetesVersion: "1.36.3",
    machineType: "controlplane",
    secrets,
  });
  const rows: [string, number | undefined][] = [
    ["generate, 3 patches, validate, hash: median", median(samples)],
    ["the same: slowest of the fastest 95 %", samples.toSorted((a, b) => a - b)[Math.floor(rounds * 0.95)]],
    [`${fleetSize} of them`, fleetMs],
    ["write the 1.14 configuration", median(Array.from({ length: rounds }, () => timeMs(() => encodeConfig(config))))],
    ["redact it", median(Array.from({ length: rounds }, () => timeMs(() => redactConfig(config))))],
    ["load the bundled library (only where built)", loadMs()],
  ];
  for (const [name, value] of rows)
    console.log(`${name.padEnd(48)} ${value === undefined ? "-" : `${value.toFixed(2)} ms`}`);
  console.log(`RESULT median_ms=${median(samples).toFixed(3)} fleet_ms=${fleetMs.toFixed(1)}`);
}
