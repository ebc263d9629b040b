/** Reading, strictness by version, and what a node draws from either layout. */
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { checkConfiguration, nodeSettingsOf, readConfiguration, rebootPaths } from "../../../../sandbox/talos/config";
import { describeIf } from "../../../support/availability";
import { oraclesDirectory } from "../../../support/oracles";

const small =
  "version: v1alpha1\nmachine:\n  type: worker\ncluster:\n  controlPlane:\n    endpoint: https://10.0.0.1:6443\n";

describe("Reading", () => {
  it("tells a complete configuration from a partial one", () => {
    expect(readConfiguration(small, 13).main).toBeDefined();
    const partial = readConfiguration("apiVersion: v1alpha1\nkind: HostnameConfig\nhostname: a\n", 13);
    expect([partial.main, partial.documents.length]).toEqual([undefined, 1]);
    expect(nodeSettingsOf(partial)).toBeUndefined();
  });

  it.each([
    ["HostnameConfig", "hostname: a", 11, 12],
    ["KubeSpanConfig", "enabled: false", 12, 13],
    ["KubeClusterConfig", "clusterName: a", 13, 14],
    ["UnattendedInstallConfig", "installer: {}", 13, 14],
  ])("knows %s from the version on that brought it", (kind, line, before, since) => {
    const text = `apiVersion: v1alpha1\nkind: ${kind}\n${line}\n`;
    expect(() => readConfiguration(text, before)).toThrow(`"${kind}" "v1alpha1": not registered`);
    expect(readConfiguration(text, since).documents[0]?.kind).toBe(kind);
  });

  it("knows the list form of arguments from 1.13 on", () => {
    const text = small.replace("type: worker", "type: worker\n  kubelet:\n    extraArgs:\n      v: [a, b]");
    expect(() => readConfiguration(text, 12)).toThrow(/cannot construct !!seq into string/);
    expect(readConfiguration(text, 13).main).toBeDefined();
  });

  it("says which keys it does not know, in place", () => {
    const text = small.replace("type: worker", "type: worker\n  hammer: 7");
    expect(() => readConfiguration(text, 13)).toThrow("unknown keys found during decoding:\nmachine:\n    hammer: 7\n");
  });

  it.each([
    [
      "an alias bomb",
      `a: &a [x,x,x,x,x,x,x,x,x]\n${"bcdefgh"
        .split("")
        .map((key, at) => `${key}: &${key} [${`*${"abcdefg"[at]},`.repeat(9)}]`)
        .join("\n")}\n`,
    ],
    ["nested without end", `${"[".repeat(5000)}`],
    ["no YAML", "a: b: c"],
    ["a NUL", "machine:\n  type: \u0000worker"],
    ["half a document", "version: v1alpha1\nmachine: {"],
  ])("refuses %s without falling over", (_what, text) => {
    expect(() => readConfiguration(text, 13)).toThrow();
  });
});

describe("Changes", () => {
  const read = (text: string) => readConfiguration(text, 13);
  it("sees that two ways of writing say the same", () => {
    expect(read(small).documents).toEqual(read(`# comment\n${small.replace("worker", '"worker"')}`).documents);
  });

  it("names what only a reboot changes", () => {
    const withFeatures = (features: string) => small.replace("type: worker", `type: worker\n  features: ${features}`);
    const before = read(withFeatures("{stableHostname: true}"));
    const features = "{stableHostname: true, kubePrism: {enabled: true}}";
    const live = read(withFeatures(features).replace("type: worker", "type: worker\n  sysctls: {a: b}"));
    expect(rebootPaths(before, live)).toEqual([]);
    const cold = read(withFeatures("{rbac: true}").replace("type: worker", "type: controlplane\n  env: {a: b}"));
    expect(rebootPaths(before, cold).sort()).toEqual([
      "machine.env",
      "machine.features.rbac",
      "machine.features.stableHostname",
      "machine.type",
    ]);
    // Talos compares the parts of features only where both have any.
    expect(rebootPaths(read(small), read(withFeatures("{kubePrism: {enabled: true}}")))).toEqual(["machine.features"]);
  });
});

const stability = join(oraclesDirectory(), "talos", "stability");

describeIf(existsSync(stability), "generated configurations are not at hand", "What Talos generates", () => {
  const text = (version: string, file: string) => readFileSync(join(stability, version, `${file}.yaml`), "utf8");

  it.each([
    ["v1.9", 9],
    ["v1.12", 12],
    ["v1.13", 13],
    ["v1.14", 14],
  ])("is read and drawn upon: contract %s", (version, minor) => {
    for (const [file, machineType] of [
      ["base-controlplane", "controlplane"],
      ["base-worker", "worker"],
    ] as const) {
      const configuration = readConfiguration(text(version, file), minor);
      // The generator's Kubernetes is older than the node allows: everything else is in order.
      const images = /version of Kubernetes/;
      try {
        checkConfiguration(configuration, minor);
      } catch (error) {
        const lines = String(error)
          .split("\n")
          .filter((line) => line.startsWith("\t*"));
        expect(lines.filter((line) => !images.test(line))).toEqual([]);
      }
      const settings = nodeSettingsOf(configuration);
      expect(settings?.machineType).toBe(machineType);
      expect(settings?.cluster).toMatchObject({
        name: "base",
        endpoint: "https://base:6443",
        apiPort: 6443,
        podSubnets: ["10.244.0.0/16"],
      });
      expect(settings?.cluster.ca.certificatePem).toContain("BEGIN CERTIFICATE");
      expect(settings?.cluster.bootstrapToken).toMatch(/^\w{6}\.\w{16}$/);
      expect(settings?.images.kubelet).toContain("kubelet:v1.28.0");
      expect(settings?.discovery.service).toBe(true);
      if (machineType === "worker") continue;
      expect(settings?.cluster.cni).toBe("flannel");
      expect(settings?.etcd.ca.keyPem).toContain("PRIVATE KEY");
      expect(settings?.cluster.serviceAccountKeyPem).toContain("PRIVATE KEY");
      expect(settings?.cluster.aggregatorCa.certificatePem).toContain("BEGIN CERTIFICATE");
      expect(settings?.images.apiServer).toContain("kube-apiserver:v1.28.0");
    }
  });
});
