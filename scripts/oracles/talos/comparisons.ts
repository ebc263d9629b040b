/** Compatibility, differences, redaction. */
import { kubernetesSupport, talosUpgrade } from "../../../provider-bridge/talos-config/compatibility";
import { decodeConfig } from "../../../provider-bridge/talos-config/decode";
import { createPatches, diffConfigs, hashConfig } from "../../../provider-bridge/talos-config/diff";
import type { MachineConfig } from "../../../provider-bridge/talos-config/documents";
import { encodeConfig, encodeDocument } from "../../../provider-bridge/talos-config/encode";
import { applyPatches } from "../../../provider-bridge/talos-config/patch";
import { redactConfig } from "../../../provider-bridge/talos-config/redact";
import { type OracleCase, objectAt, textAt } from "./case";
import { attempt, judge, textDifference } from "./compare";

/** Upgrades and Kubernetes versions: the same verdicts; what differs, undefined when nothing does. */
export function replayCompatibility({ in: input, out }: OracleCase): string | undefined {
  const target = textAt(input, "target");
  const ours = attempt(() => ({
    upgrade: "from" in input ? talosUpgrade(textAt(input, "from"), target).supported : undefined,
    kubernetes: "kubernetes" in input ? kubernetesSupport(textAt(input, "kubernetes"), target).supported : undefined,
  }));
  if (ours.ok !== (out["ok"] === true))
    return `ours ${ours.ok ? "answers" : ours.error}, theirs ${textAt(out, "error")}`;
  if (!ours.ok) return undefined;
  for (const name of ["upgrade", "kubernetes"] as const) {
    const theirs = name in out ? objectAt(out, name)["supported"] : undefined;
    if (ours.value[name] !== theirs)
      return `${name}: ours ${ours.value[name]}, theirs ${textAt(objectAt(out, name), "reason") || theirs}`;
  }
  return undefined;
}

/** Documents in any order. */
function sorted(config: MachineConfig): string {
  return config.documents.map(encodeDocument).sort().join("---\n");
}

/** Our own patches lead from the old configuration to the new one; what differs, undefined when nothing does. */
export function replayConfigDiff({ in: input, out, minor }: OracleCase): string | undefined {
  const pair = attempt(() => ({
    before: decodeConfig(textAt(input, "old"), minor),
    after: decodeConfig(textAt(input, "new"), minor),
  }));
  if (!pair.ok) return out["ok"] === true ? `ours refuses: ${pair.error}` : undefined;
  const { before, after } = pair.value;
  const patched = attempt(() => applyPatches(before, createPatches(before, after), minor));
  if (!patched.ok) return `our patch is refused: ${patched.error}`;
  const same = diffConfigs(before, after).length === 0;
  if (same !== (hashConfig(before) === hashConfig(after))) return "diff and hash disagree";
  if (textAt(out, "diff") === "" && !same) return "ours finds a difference, theirs does not";
  return textDifference(sorted(patched.value), sorted(after));
}

/** The same text after redaction; what differs, undefined when nothing does. */
export function replayRedact({ in: input, out, minor }: OracleCase): string | undefined {
  const ours = attempt(() => {
    const config = decodeConfig(textAt(input, "config"), minor);
    return encodeConfig(redactConfig(config, textAt(input, "replacement")), minor);
  });
  return judge(ours, out, textAt(out, "text"));
}
