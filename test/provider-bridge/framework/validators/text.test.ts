import {
  byteLength,
  cidr,
  dnsLabel,
  dnsName,
  duration,
  hetznerLabelKey,
  hetznerLabelValue,
  imageReference,
  ipAddress,
  length,
  matches,
  noneOf,
  oneOf,
  pem,
  url,
  version,
  yaml,
} from "../../../../provider-bridge/framework/validators";
import { refusals } from "./refusals";

const long = (count: number) => "x".repeat(count);
const PEM = "-----BEGIN CERTIFICATE-----\nQUJD\n-----END CERTIFICATE-----";

/** Validator, values it takes, values it refuses with a part of what it says. */
const TABLE = {
  length: [length({ min: 2, max: 3 }), ["ab", "äöü", "👍👍👍"], { a: "has 1 character.", abcd: "has 4 characters." }],
  "length, at least": [length({ min: 1 }), ["a"], { "": "Allowed: at least 1 character." }],
  "length, at most": [length({ min: 0, max: 1 }), [""], { ab: "Allowed: at most 1 character." }],
  "length, exactly": [length({ min: 2, max: 2 }), ["ab"], { a: "Allowed: exactly 2 characters." }],
  byteLength: [byteLength({ max: 3 }), ["abc", "ä1"], { äö: "has 4 bytes. Allowed: at most 3 bytes." }],
  oneOf: [oneOf(["a", "b"]), ["a", "b"], { A: 'Allowed: one of "a", "b".', "": "none of" }],
  "oneOf, any case": [oneOf(["Amd64"], { ignoreCase: true }), ["AMD64", "amd64"], { arm64: "one of" }],
  noneOf: [noneOf(["default"]), ["Default", ""], { default: 'Allowed: anything but "default".' }],
  matches: [matches(/^[a-z]+$/g, "lower-case letters"), ["a", "ab"], { "1": "Allowed: lower-case letters." }],
  cidr: [
    cidr(),
    ["10.0.0.0/16", "fd00::/8"],
    { "10.0.0.1/16": "bits set behind its prefix length 16", "10.0.0.0": 'has a "/"', "10.0.0.0/40": "at most 32" },
  ],
  "cidr of version 4": [
    cidr({ version: 4, allowHostBits: true, minPrefixLength: 8, maxPrefixLength: 24 }),
    ["10.0.0.1/16"],
    { "fd00::/8": "is an IPv6 address range", "10.0.0.0/7": "the prefix length 7", "10.0.0.0/25": "at most 24" },
  ],
  ipAddress: [ipAddress(), ["10.0.0.1", "::1"], { "10.0.0.1/16": "is no address", "": "is no address" }],
  "ipAddress of version 6": [ipAddress({ version: 6 }), ["::1"], { "10.0.0.1": "is an IPv4 address" }],
  duration: [duration(), ["30s", "0"], { "-1s": "is negative", "30": "units", "": "a number and a unit" }],
  "duration, bounded": [
    duration({ min: "1m", max: "1h" }),
    ["1m", "60m"],
    { "59s": "is too short", "61m": "is too long", "1d": "between 1m and 1h" },
  ],
  version: [version(), ["1.2.3", "v1.2.3"], { "1.2": "three numbers", latest: "is no version" }],
  "version with v": [version({ prefix: "required" }), ["v1.2.3"], { "1.2.3": 'does not begin with "v"' }],
  "version without v": [version({ prefix: "refused" }), ["1.2.3"], { "v1.2.3": 'begins with "v"' }],
  url: [
    url({ schemes: ["https"] }),
    ["https://a.b/c?d=e"],
    { "http://a.b": "has another scheme", "a.b": "is no URL", "https://user:pass@a.b": "holds a password" },
  ],
  yaml: [
    yaml(),
    ["a: 1", "", "a: 1\n---\nb: 2"],
    { "a: [": "cannot be read", "a: 1\na: 2": "duplicate key at line 2" },
  ],
  "yaml, one map": [
    yaml({ maxDocuments: 1, mapsOnly: true }),
    ["a: 1", ""],
    { "a: 1\n---\nb: 2": "holds 2 documents", "- a": "holds no map in document 1" },
  ],
  pem: [
    pem({ labels: ["CERTIFICATE"] }),
    [PEM],
    { "": "no BEGIN line", [PEM.replaceAll("CERTIFICATE", "X")]: "another label" },
  ],
  dnsLabel: [
    dnsLabel(),
    ["a", "worker-1", long(63)],
    { "": "", A: "", "-a": "", "a-": "", "a.b": "", a_b: "", [long(64)]: "" },
  ],
  dnsName: [
    dnsName(),
    ["a", "api.example.com"],
    {
      "": "has a label",
      "a..b": "has a label",
      "a.b.": "has a label",
      "*.a": "has a label",
      [`${`${long(63)}.`.repeat(4)}a`]: "257 characters",
    },
  ],
  "dnsName, wildcard": [
    dnsName({ allowWildcard: true }),
    ["*.example.com", "a"],
    { "a.*": "has a label", "**.a": "has a label" },
  ],
  hetznerLabelKey: [
    hetznerLabelKey(),
    ["a", "A-b_c.d", "example.com/role", long(63)],
    {
      "": "has no name",
      "example.com/": "has no name",
      "/a": "has a prefix that",
      "hetzner.cloud/a": "keeps for itself",
      "-a": "not taken where they stand",
      "a/b/c": "not taken where they stand",
      [long(64)]: "64 characters",
    },
  ],
  hetznerLabelValue: [
    hetznerLabelValue(),
    ["", "a", "v1.13.9", long(63)],
    { "a b": "not taken", ".a": "not taken", [long(64)]: "64 characters", ü: "not taken" },
  ],
  imageReference: [imageReference(), ["nginx", "ghcr.io/a/b:c"], { "": "lower-case words", "a b": "lower-case words" }],
} as const;

describe.each(Object.entries(TABLE))("%s", (_name, [validator, taken, refused]) => {
  it.each(taken)("takes %.40j", (value) => {
    expect(refusals(validator, value)).toEqual([]);
  });

  it.each(Object.entries(refused))("refuses %.40j, and says what is wrong and what is allowed", (value, part) => {
    const [message = "", ...more] = refusals(validator, value);
    expect(more).toEqual([]);
    expect(message).toContain(part);
    expect(message).toContain(value.length > 80 ? value.slice(0, 80) : JSON.stringify(value));
    expect(message).toMatch(/^a: [A-Z][^.]*: .*\. Allowed: .+\.$/s);
    expect(message).toContain(`Allowed: ${validator.description}.`);
  });
});

test("No message tells a part of a sensitive value", () => {
  const canary = "zQ7xK9";
  const hostile = [
    `${canary}/33`,
    `${canary}h`,
    `v${canary}.2.3`,
    `https://u:${canary}@h`,
    `a: *${canary}`,
    `"${canary}`,
    `-----BEGIN ${canary}-----`,
    `${canary} .${canary}`,
    `!!${canary} a: {`,
    `%TAG ${canary}`,
    `a: 1\n${canary}: 1\n${canary}: 2`,
  ];
  for (const [name, [validator]] of Object.entries(TABLE)) {
    for (const value of hostile) {
      expect([name, refusals(validator, value, { sensitive: true }).join().includes(canary)]).toEqual([name, false]);
    }
  }
});

test("A long value is cut in the message, between characters", () => {
  const [message = ""] = refusals(length({ max: 1 }), "👍".repeat(200));
  expect(message).toContain(`"${"👍".repeat(80)}…"`);
  expect(message).not.toContain("👍".repeat(81));
});

test("A validator that nothing fits is refused where it is written", () => {
  expect(() => length({})).toThrow("Cannot bound characters: neither min nor max given");
  expect(() => length({ min: 3, max: 2 })).toThrow(RangeError);
  expect(() => length({ max: -1 })).toThrow(RangeError);
  expect(() => oneOf([])).toThrow(RangeError);
  expect(() => noneOf([])).toThrow(RangeError);
  expect(() => duration({ min: "soon" })).toThrow('Cannot bound a duration by "soon"');
});
