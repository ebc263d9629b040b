/** Which faults there are: what a door asks the book for, and what it reads of an effect. */

type EffectMembers = Readonly<Record<string, "string" | "number" | "boolean" | "object">>;

interface FaultKinds {
  /** Every `what` that the door asks for; absent: any (a server type, a method of Talos). */
  readonly whats?: readonly string[];
  /** Besides `whats`: names of methods, which begin with a capital letter. */
  readonly hasMethods?: boolean;
  /** Members of an effect; absent: the door looks after them itself. */
  readonly effect?: EffectMembers;
}

const kinds: Readonly<Record<string, FaultKinds>> = {
  hetzner: {
    whats: ["GET", "POST", "PUT", "DELETE", "*"],
    effect: {
      status: "number",
      code: "string",
      message: "string",
      details: "object",
      bare: "string",
      delayMs: "number",
      cut: "boolean",
    },
  },
  action: { effect: { code: "string", message: "string", applied: "boolean", durationMs: "number" } },
  stock: { effect: {} },
  network: { whats: ["hang", "refuse", "*"], effect: {} },
  "rate-limit": { whats: ["limit"], effect: { limit: "number" } },
  server: { whats: ["ignore-shutdown"], effect: {} },
  "image-factory": {
    whats: ["status", "hang", "reset", "slow", "cut", "stall", "corrupt", "wrong-checksum"],
    effect: { status: "number", message: "string", bytesPerSecond: "number", afterBytes: "number", atByte: "number" },
  },
  ssh: { whats: ["refuse", "hang", "cut", "auth"], effect: { afterBytes: "number" } },
  talos: {
    whats: ["rpc", "boot-fails", "install-fails", "pull-fails", "discovery", "certificate-expired"],
    hasMethods: true,
    effect: { delayMs: "number", code: "string", message: "string", cutAfterMessages: "number" },
  },
  kubernetes: {
    whats: [
      "GET",
      "POST",
      "PUT",
      "PATCH",
      "DELETE",
      "*",
      "pod-start",
      "pod-ready",
      "pod-run",
      "pod-stop",
      "kubelet-silent",
    ],
    effect: {
      status: "number",
      reason: "string",
      message: "string",
      delayMs: "number",
      cut: "boolean",
      exitCode: "number",
      by: "number",
    },
  },
};

/** A fault as far as its kind goes. */
export interface FaultKind {
  readonly door: string;
  readonly what: string;
  readonly effect?: Readonly<Record<string, unknown>>;
}

/** @throws TypeError for a fault that would never strike, or not as it is meant. */
export function assertFaultKind({ door, what, effect = {} }: FaultKind): void {
  const kind = Object.hasOwn(kinds, door) ? kinds[door] : undefined;
  if (kind === undefined) throw unknown("door", door, Object.keys(kinds));
  const isMethod = kind.hasMethods === true && /^[A-Z][A-Za-z]*$/.test(what);
  if (!isMethod && kind.whats?.includes(what) === false) throw unknown(`"what" of door "${door}"`, what, kind.whats);
  for (const [name, value] of Object.entries(effect)) {
    if (kind.effect !== undefined) assertMember(door, kind.effect, name, value);
  }
}

function assertMember(door: string, members: EffectMembers, name: string, value: unknown): void {
  const type = Object.hasOwn(members, name) ? members[name] : undefined;
  if (type === undefined) throw unknown(`effect of door "${door}"`, name, Object.keys(members));
  if (typeof value === type && value !== null) return;
  throw new TypeError(
    `Cannot read fault: "${name}" of its effect is ${JSON.stringify(value)}, where a value of type ${type} is wanted`,
  );
}

function unknown(noun: string, given: string, known: readonly string[]): TypeError {
  const only = known.length === 0 ? "it has none" : `only ${known.join(", ")}`;
  return new TypeError(`Cannot read fault: there is no ${noun} "${given}", ${only}`);
}
