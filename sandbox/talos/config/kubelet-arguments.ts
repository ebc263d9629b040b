/** What a configuration tells the kubelet beyond Talos's own words: its arguments and its own configuration. */
import type { KubeletArguments } from "./node-settings";
import { at, listAt, type Plain, textAt, textsAt } from "./plain";

/** Reads `extraArgs` and `extraConfig` (`config` in the newer layout) of the kubelet. */
export function kubeletArguments(legacy: Plain | undefined, document: Plain | undefined): KubeletArguments {
  const argument = (name: string): string => {
    const found = [at(document, "extraArgs"), at(legacy, "extraArgs")]
      .map((args) => argumentText(args, name))
      .find((text) => text !== "");
    return found ?? "";
  };
  const own = at(document, "config") ?? at(legacy, "extraConfig");
  const maxPods = Number(argument("max-pods") || String(at(own, "maxPods") ?? ""));
  return {
    labels: Object.fromEntries(
      pairsOf(argument("node-labels")).map((pair) => {
        const [key = "", value = ""] = pair.split("=");
        return [key, value];
      }),
    ),
    taints: [
      ...pairsOf(argument("register-with-taints")).map(taintOf),
      ...listAt(own, "registerWithTaints").map((taint) => ({
        key: textAt(taint, "key"),
        value: textAt(taint, "value"),
        effect: textAt(taint, "effect"),
      })),
    ],
    providerId: argument("provider-id") || textAt(own, "providerID"),
    maxPods: Number.isInteger(maxPods) && maxPods > 0 ? maxPods : undefined,
  };
}

/** Static pods of the user: `machine.pods`, or documents of their own. */
export function userPods(machine: Plain | undefined, documents: readonly Plain[]): readonly Plain[] {
  return [...listAt(machine, "pods"), ...documents.flatMap((document) => at(document, "pod") ?? [])];
}

/** From 1.13 on a list of texts, which are given one after the other. */
function argumentText(args: Plain | undefined, name: string): string {
  const list = textsAt(args, name);
  return list.length > 0 ? list.join(",") : String(at(args, name) ?? "");
}

function pairsOf(text: string): string[] {
  return text.split(",").filter((pair) => pair !== "");
}

/** "key=value:Effect" or "key:Effect" */
function taintOf(text: string): { key: string; value: string; effect: string } {
  const [rest = "", effect = ""] = text.split(":");
  const [key = "", value = ""] = rest.split("=");
  return { key, value, effect };
}
