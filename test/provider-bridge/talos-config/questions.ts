/** Fresh questions for the original library: options x patches x versions, and mutations of texts. */
import { encodeConfig } from "../../../provider-bridge/talos-config/encode";
import { writeBundle } from "../../../provider-bridge/talos-config/secrets";
import type { Question } from "../../../scripts/oracles/talos/go-oracle";
import type { Random } from "../../support/random";
import { generated, testBundle } from "./fixtures";
import { type Plain, randomDocument, randomLegacy } from "./random-document";
import { writeYaml } from "./write-yaml";

/** What questions are about: a library's version and the secrets of all clusters. */
export interface Subject {
  readonly minor: number;
  readonly secrets: string;
  /** Generated configurations to patch, break and judge. */
  readonly bases: readonly string[];
}

/** The subject for one version of the library. */
export async function subject(minor: number): Promise<Subject> {
  const bases: string[] = [];
  for (const contract of ["v1.9", "v1.10", "v1.11", "v1.12", "v1.13"].slice(0, minor - 8)) {
    for (const machineType of ["controlplane", "worker"] as const) {
      bases.push(encodeConfig(await generated(contract, machineType), minor));
    }
  }
  return { minor, secrets: writeBundle(await testBundle()), bases };
}

/** Generation with random options and up to three patches. */
export function generateQuestion(random: Random, { minor, secrets }: Subject): Question {
  const options: { [key: string]: Plain } = {};
  for (const [key, values] of Object.entries(optionSamples)) if (random.chance(0.3)) options[key] = random.pick(values);
  return {
    op: "generate",
    in: {
      cluster: random.pick(["test", "a-b", "Ünï", "x".repeat(70), "1"]),
      endpoint: random.pick([
        "https://1.2.3.4:6443",
        "https://[2001:db8::1]:6443",
        "https://cp.example.org",
        "https://cp.example.org:443",
      ]),
      kubernetes: random.pick(["1.30.0", "1.31.5", "1.34.1", "1.35.0", "1.36.0-rc.1"]),
      contract: `v1.${random.integer(2, minor)}`,
      type: random.pick(["controlplane", "controlplane", "worker", "init"]),
      secrets,
      options,
      patches: Array.from({ length: random.pick([0, 0, 1, 2, 3]) }, () => strategicPatch(random, minor)),
    },
  };
}

/** One to four patches, strategic ones and JSON patches, on a generated configuration. */
export function patchQuestion(random: Random, { minor, bases }: Subject): Question {
  const patches = Array.from({ length: random.integer(1, 4) }, () =>
    random.chance(0.15) ? jsonPatch(random) : strategicPatch(random, minor),
  );
  return { op: "patch", in: { config: random.pick(bases), patches } };
}

/** A configuration with random documents, read and written again. */
export function decodeQuestion(random: Random, { minor, bases }: Subject): Question {
  const documents = Array.from({ length: random.integer(1, 3) }, () =>
    writeYaml(random, randomDocument(random, minor)),
  );
  const base = random.chance() ? [random.pick(bases)] : [];
  return { op: "decode", in: { config: [...base, ...documents].join("---\n"), encode: true } };
}

/** A configuration with random documents and parts, judged. */
export function validateQuestion(random: Random, { minor, bases }: Subject): Question {
  const documents = Array.from({ length: random.integer(1, 2) }, () =>
    writeYaml(random, randomDocument(random, minor)),
  );
  const config = [random.pick(bases), ...documents].join("---\n");
  return {
    op: "validate",
    in: { config, mode: random.pick(["cloud", "metal", "container"]), strict: random.chance(0.2) },
  };
}

/** A text that was right, with a few of its lines or characters changed. */
export function mutationQuestion(random: Random, { minor, bases }: Subject): Question {
  const text = random.chance(0.4)
    ? random.pick(bases)
    : [random.pick(bases), writeYaml(random, randomDocument(random, minor))].join("---\n");
  let changed = text;
  for (let count = random.integer(1, 3); count > 0; count -= 1) changed = mutatedText(random, changed);
  return { op: "decode", in: { config: changed, encode: true } };
}

function strategicPatch(random: Random, minor: number): string {
  const parts = Array.from({ length: random.pick([1, 1, 2]) }, () =>
    random.chance(0.6) ? randomLegacy(random) : deletable(random, randomDocument(random, minor)),
  );
  return parts.map((part) => writeYaml(random, part)).join("---\n");
}

function deletable(random: Random, document: Plain): Plain {
  if (!random.chance(0.1) || typeof document !== "object" || document === null || Array.isArray(document))
    return document;
  return { ...document, $patch: "delete" };
}

function jsonPatch(random: Random): string {
  const path = random.pick([
    "/machine/certSANs/-",
    "/machine/certSANs/0",
    "/cluster/clusterName",
    "/machine/sysctls",
    "/debug",
    "/nowhere/x",
    "/machine/kubelet/extraArgs",
  ]);
  const value = random.pick<Plain>(["x", 1, true, null, { a: "b" }, ["a"]]);
  const operation = random.pick(["add", "replace", "remove", "test"]);
  return JSON.stringify([{ op: operation, path, ...(operation === "remove" ? {} : { value }) }]);
}

const odd = [
  "\t",
  "- ",
  ": ",
  "#",
  "'",
  '"',
  "|",
  ">",
  "&a ",
  "*a",
  "!!str ",
  "{",
  "}",
  "[",
  "]",
  ",",
  "? ",
  "---\n",
  "...\n",
  "%",
  "\u0085",
  "\ufeff",
  "\\",
  "~",
  "null",
  " ",
  "\n",
  "    ",
  "<<: ",
  "0o7",
  "1_000",
  ".inf",
  "é",
  "😀",
  "\u00a0",
  "@",
];

function mutatedText(random: Random, text: string): string {
  const lines = text.split("\n");
  const line = random.integer(0, lines.length - 1);
  const current = lines[line] ?? "";
  const at = random.integer(0, current.length);
  switch (random.integer(0, 7)) {
    case 0:
      return lines.toSpliced(line, 1).join("\n");
    case 1:
      return lines.toSpliced(line, 0, current).join("\n");
    case 2:
      return lines.toSpliced(line, 1, ` ${current}`).join("\n");
    case 3:
      return lines.toSpliced(line, 1, current.replace(/^ {1,2}/, "")).join("\n");
    case 4:
      return lines.toSpliced(line, 1, current.slice(0, at) + current.slice(at + 1)).join("\n");
    case 5:
      return lines.toSpliced(line, 1, `${current.replace(/:.*$/, ":")} ${random.pick(odd)}`).join("\n");
    default:
      return lines.toSpliced(line, 1, current.slice(0, at) + random.pick(odd) + current.slice(at)).join("\n");
  }
}

const optionSamples: Readonly<Record<string, readonly Plain[]>> = {
  additionalSans: [["a.example.org"], ["10.0.0.1", "10.0.0.1"], []],
  installDisk: ["/dev/sda", "/dev/nvme0n1", ""],
  installImage: ["ghcr.io/siderolabs/installer:v1.13.0", ""],
  installExtraKernelArgs: [["a=b", "-c"], []],
  dnsDomain: ["example.local", ""],
  podSubnets: [["10.1.0.0/16"], ["10.1.0.0/16", "fd00::/64"], ["bad"]],
  serviceSubnets: [["10.2.0.0/16"], ["fd01::/112"]],
  registryMirrors: [
    [{ host: "docker.io", endpoints: ["https://m.example.org"] }],
    [
      { host: "b", endpoints: ["http://x"] },
      { host: "a", endpoints: ["http://y"] },
    ],
  ],
  sysctls: [{ "net.core.somaxconn": "65535", a: "true" }, {}],
  debug: [true, false],
  allowSchedulingOnControlPlanes: [true, false],
  localAPIServerPort: [7443, 0],
  kubePrismPort: [7445, 1],
  clusterDiscovery: [true, false],
  kubeSpan: [true, false],
  hostDNSForwardKubeDNSToHost: [true, false],
  cni: [{ name: "none" }, { name: "custom", urls: ["https://x.example.org/a.yaml"] }, { name: "flannel" }],
};
