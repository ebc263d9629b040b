/** What Talos's own repository holds as expectations: generated configurations, patch cases, schemas, secrets. */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import { DecodeError, decodeConfig, encodeConfig } from "../../../provider-bridge/talos-config";
import { documentSpec, kindSpec, legacyType, structSpec } from "../../../provider-bridge/talos-config/documents";
import { generateConfig, type MachineType } from "../../../provider-bridge/talos-config/generate";
import { applyPatches, PatchError } from "../../../provider-bridge/talos-config/patch";
import { parseBundle, validateBundle } from "../../../provider-bridge/talos-config/secrets";
import { describeIf } from "../../support/availability";
import { oraclesDirectory } from "../../support/oracles";
import { schemaErrors } from "./json-schema";

const folder = join(oraclesDirectory(), "talos");
const read = (...path: string[]) => readFileSync(join(folder, ...path), "utf8");
const versions = ["v1.9", "v1.10", "v1.11", "v1.12", "v1.13", "v1.14"];
const available = existsSync(folder);
const reason = "the oracles are not on this machine (HEPHAESTUS_ORACLES)";

function generate(version: string, machineType: MachineType) {
  return generateConfig({
    clusterName: "base",
    endpoint: "https://base:6443",
    kubernetesVersion: "1.28.0",
    machineType,
    contract: version,
    secrets: parseBundle(read("stability", "secrets.yaml")),
  });
}

describeIf(available, reason, "Talos's own expectations", () => {
  describe.each(versions)("base configuration of %s", (version) => {
    test.each(["controlplane", "worker"] as const)("%s, byte for byte", (type) => {
      expect(encodeConfig(generate(version, type), Number(version.slice(3)))).toBe(
        read("stability", version, `base-${type}.yaml`),
      );
    });
  });

  describe("strategic merge", () => {
    const cases = available ? readdirSync(join(folder, "strategic")) : [];
    test.each(cases)("case %s", (name) => {
      const config = decodeConfig(read("strategic", name, "left.yaml"), 13);
      const merged = applyPatches(config, [read("strategic", name, "right.yaml")], 13);
      expect(encodeConfig(merged)).toBe(encodeConfig(decodeConfig(read("strategic", name, "expected.yaml"), 13)));
    });
  });

  describe("patches", () => {
    const patched = (directory: string, config: string, ...names: string[]) => {
      const patches = names.map((name) => read("patches", directory, `${name}.yaml`));
      return encodeConfig(applyPatches(decodeConfig(read("patches", directory, config)), patches));
    };

    test("strategic and JSON patches in turns", () => {
      const names = ["strategic1", "jsonpatch1", "jsonpatch2", "strategic2", "strategic3"];
      expect(patched("apply", "config.yaml", ...names)).toBe(read("patches", "apply", "expected.yaml"));
    });

    test("leading line ends of inline manifests go", () => {
      expect(patched("apply", "config.yaml", "strategic4")).toBe(read("patches", "apply", "expected_manifests.yaml"));
    });

    test("several documents", () => {
      expect(patched("multidoc", "config.yaml", "strategic1", "strategic2")).toBe(
        read("patches", "multidoc", "expected.yaml"),
      );
    });

    test("the audit policy is replaced", () => {
      expect(patched("auditpolicy", "config.yaml", "patch1")).toBe(read("patches", "auditpolicy", "expected.yaml"));
    });

    test("deletions", () => {
      expect(patched("patchdelete", "config.yaml", "strategic1")).toBe(read("patches", "patchdelete", "expected.yaml"));
      const controlPlane = patched("patchdelete", "controlplane_orig.yaml", "strategic2", "strategic3", "strategic4");
      expect(controlPlane).toBe(read("patches", "patchdelete", "controlplane_expected.yaml"));
    });

    test("JSON patches are refused on several documents", () => {
      expect(() => patched("multidoc", "config.yaml", "jsonpatch")).toThrow(PatchError);
    });

    test("a deletion in a document that is not there is refused, where Talos leaves an empty document behind", () => {
      expect(() => patched("multidoc", "config.yaml", "strategic3")).toThrow(PatchError);
    });
  });

  describe("secrets.yaml", () => {
    test("a good one", () => {
      expect(validateBundle(parseBundle(read("secrets", "secrets.yaml")))).toEqual([]);
    });

    test("one with gaps: every gap is named by its path", () => {
      const paths = validateBundle(parseBundle(read("secrets", "invalid-secrets.yaml"))).map(({ path }) => path);
      expect(paths).toEqual(
        expect.arrayContaining([
          "cluster.secret",
          "trustdinfo",
          "certs.etcd.key",
          "certs.k8saggregator",
          "certs.os.key",
        ]),
      );
    });
  });

  test("user data in base64, as Hetzner's metadata may hold it", () => {
    const text = Buffer.from(read("hcloud", "userdata-base64.txt"), "base64").toString();
    expect(encodeConfig(decodeConfig(text, 13))).toContain("cloud-provider: external");
  });

  describe("JSON schemas", () => {
    const files: Readonly<Record<string, string>> = {
      "v1.9": "1.9.6",
      "v1.10": "1.10.9",
      "v1.11": "1.11.6",
      "v1.12": "1.12.11",
      "v1.13": "1.13.9",
      "v1.14": "1.14.0-rc.1",
    };
    const schema = (version: string): { $defs: Record<string, { properties?: Record<string, unknown> }> } =>
      JSON.parse(read("schemas", `config-v${files[version]}.schema.json`));

    test.each(versions)("what %s generates fits its schema", (version) => {
      const root = schema(version);
      const problems = (["controlplane", "worker"] as const).flatMap((type) =>
        encodeConfig(generate(version, type))
          .split(/^---\n/m)
          .flatMap((text) => (schemaErrors(parse(text), root, root).length === 0 ? [] : problemsOf(parse(text), root))),
      );
      expect(problems.filter((problem) => !knownSchemaDifferences.some((known) => known.test(problem)))).toEqual([]);
    });

    test.each(versions)("every property of %s's schema is known to the decoder", (version) => {
      const minor = Number(version.slice(3));
      const { $defs } = schema(version);
      const unknown = Object.entries($defs).flatMap(([name, { properties = {} }]) => {
        const kind = wordOf(properties["kind"]);
        const spec = kind === undefined ? specOf(name) : documentOf(kind, minor);
        if (spec === undefined) return [`${name} (kind ${kind ?? "-"})`];
        return Object.keys(properties)
          .filter((key) => (spec.byKey.get(key)?.since ?? 99) > minor)
          .map((key) => `${name}.${key}`);
      });
      expect(unknown.filter((item) => !schemaOnly.has(item))).toEqual([]);
    });
  });
});

/** Where what Talos writes does not fit the schema that Talos publishes, and why. */
const knownSchemaDifferences = [
  // The schema says nothing of keys that are no longer documented but still generated.
  /(disablePodSecurityPolicy|rbac|stableHostname|apidCheckExtKeyUsage|machine\.network|persist): is not known/,
  // The published enumeration has another name for the kind than the code.
  /UnattendedInstall/,
];

/** In the schema only: kinds that the code registers under another name. */
const schemaOnly = new Set([
  "network.KubespanEndpointsConfigV1Alpha1 (kind KubeSpanEndpoints)",
  "runtime.UnattendedInstallConfigV1Alpha1 (kind UnattendedInstall)",
  // Up to 1.12 the mount options of existing volumes; our table has them under the newer name.
  "block.MountSpec.readOnly",
]);

/** The problems against the document's own definition, which say more than "fits none of the alternatives". */
function problemsOf(value: { kind?: string }, root: { $defs: Record<string, unknown> }): string[] {
  const definitions = Object.entries(root.$defs).filter(([name, definition]) =>
    value.kind === undefined
      ? name === "v1alpha1.Config"
      : JSON.stringify(definition).includes(`"enum":["${value.kind}"]`),
  );
  return definitions.flatMap(([, definition]) => schemaErrors(value, definition, { ...root }));
}

function wordOf(property: unknown): string | undefined {
  const words = typeof property === "object" && property !== null && "enum" in property ? property.enum : undefined;
  return Array.isArray(words) ? String(words[0]) : undefined;
}

function documentOf(kind: string, minor: number) {
  const found = kindSpec(kind, minor);
  return found === undefined ? undefined : documentSpec(found.type);
}

/** Types that have another name in our tables, or are built in. */
function specOf(name: string) {
  const short = name.replace("V1Alpha1", "");
  try {
    return structSpec(name === legacyType ? legacyType : short);
  } catch (error) {
    if (error instanceof RangeError && builtIn.has(name))
      return { byKey: new Map([...(builtIn.get(name) ?? [])].map((key) => [key, { since: 0 }])) };
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}

const builtIn = new Map([
  ["x509.PEMEncodedCertificate", ["crt"]],
  ["x509.PEMEncodedCertificateAndKey", ["crt", "key"]],
  ["x509.PEMEncodedKey", ["key"]],
  ["v1alpha1.Endpoint", []],
  ["network.CommonLinkConfig", ["up", "mtu", "addresses", "routes", "multicast"]],
  ["network.CommonProbeConfig", ["interval", "failureThreshold"]],
]);

test("the test knows DecodeError", () => {
  expect(() => decodeConfig("a: [", 13)).toThrow(DecodeError);
});
