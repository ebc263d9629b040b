import { createHash } from "node:crypto";
import type { MachineConfig } from "../documents";
import { type Leaf, normalForm } from "./normal-form";

/** One difference; a side is undefined where the path is not set. Secrets appear as a short hash. */
export interface ConfigChange {
  /** `v1alpha1 machine.install.disk`, `LinkConfig/eth0 mtu`. */
  readonly path: string;
  readonly before: string | undefined;
  readonly after: string | undefined;
}

/** What differs between two configurations, by path; empty when they mean the same. */
export function diffConfigs(before: MachineConfig, after: MachineConfig): ConfigChange[] {
  const left = new Map(normalForm(before).map((leaf) => [leaf.path, leaf]));
  const right = new Map(normalForm(after).map((leaf) => [leaf.path, leaf]));
  const paths = [...new Set([...left.keys(), ...right.keys()])].sort();
  return paths.flatMap((path) => {
    const old = left.get(path);
    const now = right.get(path);
    return old?.value === now?.value ? [] : [{ path, before: show(old), after: show(now) }];
  });
}

/** True when two configurations mean the same. */
export function sameConfigs(before: MachineConfig, after: MachineConfig): boolean {
  return diffConfigs(before, after).length === 0;
}

function show(leaf: Leaf | undefined): string | undefined {
  if (leaf === undefined || leaf.secrecy === "public") return leaf?.value;
  const digest = createHash("sha256").update(leaf.value).digest("hex").slice(0, 8);
  return `(sensitive, sha256:${digest})`;
}
