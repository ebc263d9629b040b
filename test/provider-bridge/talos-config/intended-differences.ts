/** Where ours answers otherwise than Talos's own library on purpose, or where the two libraries at hand differ. */

import { parseBundle, validateBundle } from "../../../provider-bridge/talos-config/secrets";
import { type OracleCase, textAt } from "../../../scripts/oracles/talos/case";
import type { Question } from "../../../scripts/oracles/talos/go-oracle";

/** One way to differ. */
interface IntendedDifference {
  /** Why ours is better. */
  readonly reason: string;
  /** A question that shows it, to be asked of the library of that minor version. */
  readonly example: Question;
  readonly minor: number;
  /** Whether a difference, in the words of the comparison, is this one. */
  readonly applies: (failure: string, question: OracleCase) => boolean;
}

const machine = "version: v1alpha1\nmachine:\n  type: worker\n  certSANs: [a]\n";
const document = (kind: string, body: string) => `apiVersion: v1alpha1\nkind: ${kind}\n${body}`;
const decode = (config: string): Question => ({ op: "decode", in: { config, encode: true } });
const says =
  (pattern: RegExp): IntendedDifference["applies"] =>
  (failure) =>
    pattern.test(failure);

/** An EC key whose public point is not that of its number. */
const damagedKey = [
  "-----BEGIN EC PRIVATE KEY-----",
  "MHcCAQEEIIESE5lHxDMLY9V5PdOAAAAAAAAAAAAAAAAAAAAAAAAAoAoGCCqGSM49",
  "AwEHoUQDQgAEAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
  "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA==",
  "-----END EC PRIVATE KEY-----\n",
].join("\n");
const bundleWithDamagedKey = `certs:\n  k8sserviceaccount:\n    key: ${Buffer.from(damagedKey).toString("base64")}\n`;

/** All of them. */
export const intendedDifferences: readonly IntendedDifference[] = [
  {
    reason: "each patch has to leave a configuration that loads, so that the one that breaks it is named",
    minor: 13,
    example: {
      op: "patch",
      in: {
        config: machine,
        patches: ['[{"op":"add","path":"/debug","value":[]}]', '[{"op":"remove","path":"/debug"}]'],
      },
    },
    applies: says(/the result is no valid configuration/),
  },
  {
    reason: 'Talos 1.11 loses the null of a "test" that is written in YAML',
    minor: 11,
    example: { op: "patch", in: { config: machine, patches: ["- {op: test, path: /machine/nothing, value: null}"] } },
    applies: (failure, { minor }) => minor < 12 && /testing value \S+ failed: test failed/.test(failure),
  },
  {
    reason: "a bare y is a text for Talos, but its JSON patches make it true; ours keeps the text",
    minor: 13,
    example: {
      op: "patch",
      in: { config: `${machine}  env: {a: y}\n`, patches: ['[{"op":"remove","path":"/machine/certSANs"}]'] },
    },
    applies: says(/: \\?"y\\?"", theirs ".*true/),
  },
  {
    reason: "Talos 1.12.11 knows the field, the library at hand is of 1.12.7",
    minor: 12,
    example: decode(document("OOMConfig", "strictCgroupClassOrdering: true\n")),
    applies: says(/strictCgroupClassOrdering/),
  },
  {
    reason: "the value of the key .nan is lost by Go, where a NaN is not equal to itself; ours keeps it",
    minor: 13,
    example: decode(`${machine}  seccompProfiles: [{name: a, value: {b: {.nan: c}}}]\n`),
    applies: says(/\.nan: .*theirs ".*\.nan: null"/s),
  },
  {
    reason: "a size is a single value: Talos 1.11 takes an empty mapping",
    minor: 11,
    example: decode(document("RawVolumeConfig", "name: a\nprovisioning: {minSize: {}}\n")),
    applies: says(/provisioning\.m..Size: a single value is expected, not a mapping/),
  },
  {
    reason: 'Talos 1.11 writes the text "<<" without quotes, which other readers take for a merge',
    minor: 11,
    example: decode(`${machine}  env: {a: "<<"}\n`),
    applies: says(/ours ".*\\?"<<\\?"", theirs ".* <<"/),
  },
  {
    reason: "a private key whose public half is damaged is refused: OpenSSL cannot use it",
    minor: 13,
    example: { op: "secrets_parse", in: { secrets: bundleWithDamagedKey } },
    applies: (_failure, { op, in: input }) => op === "secrets_parse" && hasDamagedHalf(textAt(input, "secrets")),
  },
];

function hasDamagedHalf(secrets: string): boolean {
  const messages = validateBundle(parseBundle(secrets)).map(({ message }) => message);
  return messages.some((text) => /does not fit the PEM label "EC|public key is not readable/.test(text));
}

/** The reason why a difference is intended; undefined for one that is none. */
export function intendedReason(failure: string, question: OracleCase): string | undefined {
  return intendedDifferences.find(({ applies }) => applies(failure, question))?.reason;
}
