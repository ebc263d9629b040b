import { DecodeError, decodeConfig, encodeConfig, newestMinor } from "../../../provider-bridge/talos-config";
import { createRandom, type Random } from "../../support/random";
import { type FuzzOptions, mutated, tryInput } from "../target";

/** The target's name. */
export const name = "talos-config-decode";

/** They are the same in each batch, so once a process is enough. */
let monstersTried = false;

/**
 * A text is refused with a DecodeError, or read as something that can be written; what was written reads as the same.
 */
export async function run({ seed, inputs }: FuzzOptions): Promise<{ readonly inputs: number }> {
  const random = createRandom(seed);
  if (!monstersTried) for (const text of monsters()) checkMonster(text);
  monstersTried = true;
  for (let count = 0; count < inputs; count += 1) {
    const minor = random.integer(9, newestMinor);
    tryInput(makeInput(random), (input) => check(Buffer.from(input).toString("utf8"), minor));
  }
  return { inputs };
}

const WORDS = [
  "version: v1alpha1\n",
  "machine:\n",
  "  type: worker\n",
  "  sysctls:\n",
  "    a: b\n",
  "cluster:\n",
  "---\n",
  "...\n",
  "apiVersion: v1alpha1\n",
  "kind: LinkConfig\n",
  "name: eth0\n",
  "addresses:\n",
  "  - address: 10.0.0.1/8\n",
  "- ",
  "? ",
  ": ",
  "|\n",
  ">-\n",
  "&a ",
  "*a",
  "<<: ",
  "{",
  "}",
  "[",
  "]",
  ",",
  "'",
  '"',
  "!!binary ",
  "#",
  "\t",
  "%YAML 1.1\n",
  "é",
];
const SEED_TEXT = `version: v1alpha1
machine:
    type: controlplane
    certSANs: [a, "b\\u00e9", 'c''d']
    sysctls: &s {net.core: "1"}
    sysfs: *s
    files:
        - content: |
            two
            lines
          permissions: 0o644
cluster:
    controlPlane: {endpoint: "https://[::1]:6443"}
---
apiVersion: v1alpha1
kind: NetworkRuleConfig
name: a
portSelector: {ports: [1-3, 80], protocol: tcp}
ingress:
    - subnet: 10.0.0.0/8
`;

function makeInput(random: Random): Uint8Array {
  if (random.chance(0.4)) {
    return Buffer.from(Array.from({ length: random.integer(0, 12) }, () => random.pick(WORDS)).join(""));
  }
  return mutated(random, Buffer.from(SEED_TEXT));
}

function check(text: string, minor: number): void {
  const written = writtenOrRefused(text, minor);
  if (written === undefined) return;
  const again = writtenOrRefused(written, minor);
  const hasUnset = written.includes("Protocol(0)") || written.includes("WOLMode(0)");
  if (again !== written && !hasUnset) throw new Error(`Reads its own text as another one: ${again ?? "refused"}`);
}

function writtenOrRefused(text: string, minor: number): string | undefined {
  try {
    return encodeConfig(decodeConfig(text, minor), minor);
  } catch (error) {
    if (error instanceof DecodeError) return undefined;
    throw error;
  }
}

/** Small or big texts that ask for unbounded time, stack or memory. */
function monsters(): string[] {
  const bombs = Array.from({ length: 40 }, (_, level) =>
    level === 0 ? "a0: &a0 [x, x]" : `a${level}: &a${level} [*a${level - 1}, *a${level - 1}]`,
  ).join("\n");
  return [
    "[".repeat(100_000),
    "{a: ".repeat(100_000),
    "- ".repeat(100_000),
    Array.from({ length: 5_000 }, (_, depth) => `${" ".repeat(depth)}a:`).join("\n"),
    bombs,
    `cluster:\n  apiServer:\n    resources:\n${bombs.replace(/^/gm, "      ")}\n`,
    `version: v1alpha1\nmachine:\n  type: "${"x".repeat(10_000_000)}"\n`,
    `version: v1alpha1\nmachine:\n  files:\n    - content: |\n        ${"y\n        ".repeat(1_000_000)}\n`,
    `version: v1alpha1\nmachine:\n  certSANs:\n${"    - a\n".repeat(100_000)}`,
    "a".repeat(10_000_000),
    `a: &a\n  b: *a\n`,
    "! ".repeat(100_000),
    "? ".repeat(100_000),
    "&a ".repeat(100_000),
  ];
}

function checkMonster(text: string): void {
  const before = process.cpuUsage(); // not the clock: other work on the machine is not the decoder's
  try {
    decodeConfig(text);
  } catch (error) {
    if (!(error instanceof DecodeError)) throw error;
  }
  const { user, system } = process.cpuUsage(before);
  const tookMs = (user + system) / 1000;
  if (tookMs > 20_000)
    throw new Error(`Takes ${Math.round(tookMs)} ms of processor time for ${JSON.stringify(text.slice(0, 60))}…`);
}
