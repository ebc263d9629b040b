import { booleanAt, mapAt, textAt, type Value, type ValueMap } from "../value";
import type { ValidationMode } from "./finding";

/** The v1alpha1 document with what most rules ask for. */
export interface LegacyConfig {
  readonly root: ValueMap;
  readonly machine: ValueMap;
  readonly cluster: ValueMap | undefined;
  /** The type that Talos takes it for; unknown when the text is none. */
  readonly type: "controlplane" | "init" | "worker" | "unknown";
  readonly controlPlane: boolean;
  readonly mode: ValidationMode;
}

const types: Readonly<Record<string, LegacyConfig["type"]>> = {
  init: "init",
  controlplane: "controlplane",
  worker: "worker",
  join: "worker",
  "": "worker",
};

/** Prepares the document for the rules; undefined when it has no machine section. */
export function legacyConfig(root: ValueMap, mode: ValidationMode): LegacyConfig | undefined {
  const machine = mapAt(root, "machine");
  if (machine === undefined) return undefined;
  const type = types[textAt(machine, "type")] ?? "unknown";
  const controlPlane = type === "controlplane" || type === "init";
  return { root, machine, cluster: mapAt(root, "cluster"), type, controlPlane, mode };
}

/** True when the legacy setting turns KubeSpan on. */
export function kubeSpanEnabled({ machine }: LegacyConfig): boolean {
  return booleanAt(machine, "network", "kubespan", "enabled") === true;
}

/** The entries of a list that are maps. */
export function maps(list: readonly Value[]): ValueMap[] {
  return list.filter((item): item is ValueMap => item instanceof Map);
}

/** The entries of a list that are texts. */
export function texts(list: readonly Value[]): string[] {
  return list.filter((item): item is string => typeof item === "string");
}
