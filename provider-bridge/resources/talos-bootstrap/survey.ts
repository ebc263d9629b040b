/** What the control planes say of etcd: whether it is there, decided by etcd itself and by no flag. */
import { listServices, TalosError, type TalosNode } from "../../clients/talos";
import type { CallContext } from "../../clients/transport";

/** What one control plane says. */
export type EtcdPresence =
  /** It runs a member: the cluster was born. */
  | { readonly kind: "member" }
  /** It waits to be told: its store is empty. */
  | { readonly kind: "empty" }
  /** It is on its way; `seen` says where. */
  | { readonly kind: "busy"; readonly seen: string }
  /** It cannot be asked. */
  | { readonly kind: "silent"; readonly error: TalosError };

/** A control plane and what it says. */
export interface Surveyed {
  readonly name: string;
  readonly node: TalosNode;
  readonly presence: EtcdPresence;
}

/** Asks every control plane at once, in the order of their names. @throws the signal's reason */
export async function survey(
  nodes: ReadonlyMap<string, TalosNode>,
  context: CallContext,
): Promise<readonly Surveyed[]> {
  const sorted = [...nodes].sort(([left], [right]) => (left < right ? -1 : 1));
  return Promise.all(sorted.map(async ([name, node]) => ({ name, node, presence: await presenceOf(node, context) })));
}

/**
 * Etcd's service is "Running" where there is data of it, with or without quorum; it is "Preparing" while it waits to be
 * bootstrapped or to join, which comes to the same: nothing is stored here.
 */
async function presenceOf(node: TalosNode, context: CallContext): Promise<EtcdPresence> {
  try {
    const etcd = (await listServices(node, context)).find(({ id }) => id === "etcd");
    if (etcd?.state === "Running") return { kind: "member" };
    if (etcd?.state === "Preparing") return { kind: "empty" };
    return { kind: "busy", seen: etcd === undefined ? "etcd is not configured yet" : `etcd is "${etcd.state}"` };
  } catch (error) {
    if (error instanceof TalosError) return { kind: "silent", error };
    throw error;
  }
}

/** What a survey comes to. */
export type Verdict = "born" | "unborn" | "undecided";

/** Born where anybody runs a member; unborn only where everybody was asked and has nothing. */
export function verdictOf(surveyed: readonly Surveyed[]): Verdict {
  if (surveyed.some(({ presence }) => presence.kind === "member")) return "born";
  return surveyed.every(({ presence }) => presence.kind === "empty") ? "unborn" : "undecided";
}

/** Why nobody can decide yet: the control planes that are silent or on their way. */
export function reasonsOf(surveyed: readonly Surveyed[]): string {
  const reasons = surveyed.flatMap(({ name, presence }) => {
    if (presence.kind === "silent") return [`"${name}": ${presence.error.message}`];
    return presence.kind === "busy" ? [`"${name}": ${presence.seen}`] : [];
  });
  return reasons.join("; ");
}
