import {
  applyPatches,
  DecodeError,
  decodeConfig,
  encodeConfig,
  PatchError,
} from "../../../provider-bridge/talos-config";
import { createRandom, type Random } from "../../support/random";
import { type FuzzOptions, mutated, tryInput } from "../target";

/** The target's name. */
export const name = "talos-config-patch";

/** They are the same in each batch, so once a process is enough. */
let monstersTried = false;

/**
 * A patch is refused with a PatchError, or gives a configuration that can be written; what it is applied to stays as it
 * was.
 */
export async function run({ seed, inputs }: FuzzOptions): Promise<{ readonly inputs: number }> {
  const random = createRandom(seed);
  const base = decodeConfig(BASE);
  const before = encodeConfig(base);
  if (!monstersTried) for (const patch of monsters()) check(base, before, patch);
  monstersTried = true;
  for (let count = 0; count < inputs; count += 1) {
    tryInput(mutated(random, Buffer.from(makePatch(random))), (input) => {
      check(base, before, Buffer.from(input).toString("utf8"));
    });
  }
  return { inputs };
}

const BASE = `version: v1alpha1
machine:
    type: worker
    certSANs: [a]
    sysctls: {a: "1"}
    network: {interfaces: [{interface: eth0, dhcp: true, vlans: [{vlanId: 4}]}]}
cluster:
    clusterName: test
    controlPlane: {endpoint: "https://a.example.org:6443"}
---
apiVersion: v1alpha1
kind: HostnameConfig
auto: stable
`;
const STRATEGIC = [
  "machine:\n  certSANs: [b]\n",
  "machine:\n  network:\n    interfaces:\n      - interface: eth0\n        vlans:\n          - vlanId: 4\n            mtu: 5\n",
  "machine:\n  sysctls:\n    $patch: delete\n",
  "machine:\n  network:\n    interfaces:\n      - interface: eth0\n        $patch: delete\n",
  "apiVersion: v1alpha1\nkind: HostnameConfig\nauto: off\nhostname: x\n",
  "apiVersion: v1alpha1\nkind: HostnameConfig\n$patch: delete\n",
];
const POINTERS = [
  "",
  "/",
  "/machine",
  "/machine/certSANs/-",
  "/machine/certSANs/99",
  "/machine/certSANs/-1",
  "/a~1b",
  "/a~2",
  "/__proto__/x",
  "/constructor",
];
const VALUES: readonly unknown[] = ["x", 1, null, true, [], {}, { a: ["b"] }, 1e300];

function makePatch(random: Random): string {
  if (random.chance(0.6)) return random.pick(STRATEGIC);
  const operations = Array.from({ length: random.integer(1, 3) }, () => ({
    op: random.pick(["add", "remove", "replace", "move", "copy", "test", "other"]),
    path: random.pick(POINTERS),
    from: random.pick(POINTERS),
    value: random.pick(VALUES),
  }));
  return JSON.stringify(operations);
}

function check(base: ReturnType<typeof decodeConfig>, before: string, patch: string): void {
  try {
    encodeConfig(applyPatches(base, [patch]));
  } catch (error) {
    if (!(error instanceof PatchError) && !(error instanceof DecodeError)) throw error;
  }
  if (encodeConfig(base) !== before) throw new Error("The patch changes the configuration it is given");
}

/** Patches that ask for unbounded time, stack or memory. */
function monsters(): string[] {
  const deep = `${'{"a":'.repeat(50_000)}1${"}".repeat(50_000)}`;
  const copies = Array.from({ length: 30 }, () => ({ op: "copy", from: "/machine", path: "/machine/x" }));
  return [
    `[{"op":"add","path":"/a","value":${deep}}]`,
    deep,
    JSON.stringify(copies),
    JSON.stringify([{ op: "add", path: "/a".repeat(100_000), value: 1 }]),
    `machine:\n  type: "${"x".repeat(10_000_000)}"\n`,
    `machine:\n  certSANs:\n${"    - a\n".repeat(100_000)}`,
    "machine:\n  sysctls: &a\n    a: *a\n",
  ];
}
