/** How a control plane applies manifests: its own, the configuration's, and those that are to be fetched. */
import type { ManifestSource } from "../../kubernetes";
import { pause } from "../../world/clock";
import { isLoopback } from "../../world/loopback";
import type { NodeSettings } from "../config";
import type { TalosMachine } from "../machine/machine";
import { bootstrapManifests } from "../manifests";
import { hostAndPort } from "./dialing";
import type { TalosCluster } from "./talos-cluster";

/** Between two tries, simulated milliseconds (in real time at speed 0: what fails may fail for good). */
const tryAgainMs = 10_000;
const mostTries = 30;
const fetchLimitMs = 5_000;
const largestManifestBytes = 8 * 1024 * 1024;

/** Applies manifests, for those who do not wait for it. */
export function beginManifests(cluster: TalosCluster, machine: TalosMachine): void {
  applyManifests(cluster, machine).catch((error: unknown) => {
    if (!machine.life.aborted) machine.note(`cannot apply manifests: ${String(error)}`);
  });
}

/**
 * Makes what is missing, in Talos's order, and tries again what fails, for as long as the machine lives. What is there is
 * left alone, whatever the manifest says.
 */
async function applyManifests(cluster: TalosCluster, machine: TalosMachine): Promise<void> {
  const told = new Set<string>();
  for (let tries = 0; tries < mostTries; tries += 1) {
    if (tries > 0) await pause(machine.world.clock, tryAgainMs, machine.life);
    const { settings } = machine;
    if (settings === undefined || machine.life.aborted) return;
    const { sources, missing } = await sourcesOf(machine, settings);
    const { created, failed } = cluster.kubernetes.applyManifests(sources);
    for (const source of sources) cluster.appliedManifests.set(source.name, source.text);
    for (const line of created) machine.log("machined", `created ${line}`);
    for (const line of [...missing, ...failed]) {
      if (!told.has(line)) machine.log("machined", `error creating manifest: ${line}`);
      told.add(line);
    }
    if (missing.length + failed.length === 0) return;
  }
}

/** All manifests, and a sentence for each that cannot be had. */
async function sourcesOf(machine: TalosMachine, settings: NodeSettings) {
  const [sources, missing]: [ManifestSource[], string[]] = [[...bootstrapManifests(machine, settings)], []];
  for (const manifest of settings.cluster.manifests) {
    if ("text" in manifest) sources.push(manifest);
    else {
      const found = await download(manifest.url);
      if ("why" in found) missing.push(`cannot download ${manifest.url}: ${found.why}`);
      else sources.push({ name: manifest.name, text: found.text });
    }
  }
  return { sources, missing };
}

/** What this computer itself serves can be fetched; the sandbox has no internet. */
async function download(url: string): Promise<{ text: string } | { why: string }> {
  const host = hostAndPort(url)?.host ?? "";
  if (!isLoopback(host)) return { why: "the sandbox has no internet" };
  try {
    const response = await fetch(url, { signal: AbortSignal.timeout(fetchLimitMs) });
    if (!response.ok) return { why: `the answer is ${response.status}` };
    const text = await response.text();
    return Buffer.byteLength(text) > largestManifestBytes ? { why: "the manifest is too large" } : { text };
  } catch (error) {
    return { why: error instanceof Error ? error.message : String(error) };
  }
}
