/** What Talos's own library said to a thousand configurations, asked of the sandbox's node. */
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { ConfigurationError, checkConfiguration, readConfiguration } from "../../../../sandbox/talos/config";
import { describeIf } from "../../../support/availability";
import { oraclesDirectory } from "../../../support/oracles";

interface Case {
  kind: string;
  text: string;
  mode: string | undefined;
  isStrict: boolean;
  loads: boolean;
  isValid: boolean;
}

const corpus = join(oraclesDirectory(), "talos", "corpus");

function casesOf(file: string): Case[] {
  const lines = gunzipSync(readFileSync(join(corpus, `${file}.jsonl.gz`)))
    .toString("utf8")
    .split("\n")
    .filter((line) => line !== "")
    .map((line) => JSON.parse(line));
  const bases = lines[0].meta.bases ?? {};
  return lines.slice(1).map((line) => {
    const config: string = line.in.config;
    const loads = file === "validate" ? line.out.loads !== false : line.out.ok;
    return {
      kind: line.kind,
      text: config.startsWith("$base:") ? bases[config.slice("$base:".length)] : config,
      mode: line.in.mode,
      isStrict: line.in.strict === true,
      loads,
      isValid: line.out.valid === true,
    };
  });
}

function refusal(work: () => void): string | undefined {
  try {
    work();
    return undefined;
  } catch (error) {
    if (error instanceof ConfigurationError) return error.message;
    throw error;
  }
}

/** Values inside fields that a node of the sandbox keeps as they came. */
const keptAsItCame = [
  "disk-selector-size-bad",
  "disk-size-bad",
  "duration-bad",
  "endpoint-bad-escape",
  "kmsg-bad-url",
  "link-bad-address",
  "link-bad-prefix",
  "resolver-bad-ip",
  "rule-port-big",
  "volume-percent-over",
  "volume-size-bad",
  "watchdog-duration-bad",
];

describeIf(existsSync(corpus), "the Talos corpus is not at hand", "A node of 1.13 and the library of 1.13.9", () => {
  it("loads what the library loads and refuses what it refuses", () => {
    const wrong = [...casesOf("decode"), ...casesOf("validate")].filter((asked) => {
      const isRead = refusal(() => readConfiguration(asked.text, 13)) === undefined;
      return isRead !== asked.loads;
    });
    const kinds = [...new Set(wrong.map((asked) => asked.kind))].sort();
    // The library's decoder leaves `$patch` for the patcher to read; a node is never sent one.
    const patches = ["patch-delete-in-config", "patch-delete-machine-in-config"];
    expect(kinds).toEqual([...keptAsItCame, ...patches].sort());
  });

  it("finds nothing wrong with what is valid in the cloud, and most of what is wrong", () => {
    const asked = casesOf("validate").filter((item) => item.mode === "cloud" && !item.isStrict && item.loads);
    const answers = asked.map((item) => ({
      ...item,
      refusal: refusal(() => checkConfiguration(readConfiguration(item.text, 13), 13)),
    }));
    expect(answers.filter((item) => item.isValid && item.refusal !== undefined)).toEqual([]);
    const missed = answers.filter((item) => !item.isValid && item.refusal === undefined).map((item) => item.kind);
    const actedOn =
      /^(endpoint|etcd|cni-unknown|dns|discovery|hostname|machine-ca|cluster-ca|vip|hcloud|type|label|taint|kubelet)/;
    expect(missed.filter((kind) => actedOn.test(kind))).toEqual([]);
  });
});
