import { documentLabel } from "../../../../provider-bridge/talos-config/documents";
import { encodeConfig } from "../../../../provider-bridge/talos-config/encode";
import type { GenerateOptions } from "../../../../provider-bridge/talos-config/generate";
import { generated } from "../fixtures";

const labels = async (contract: string, type: "controlplane" | "worker", options: GenerateOptions = {}) =>
  (await generated(contract, type, options)).documents.map(documentLabel);
const text = async (
  contract: string,
  options: GenerateOptions = {},
  type: "controlplane" | "worker" = "controlplane",
) => encodeConfig(await generated(contract, type, options), Number(contract.slice(3)));

test("which documents each contract has, in Talos's order", async () => {
  for (const contract of ["v1.9", "v1.10", "v1.11"])
    expect(await labels(contract, "controlplane")).toEqual(["v1alpha1"]);
  for (const contract of ["v1.12", "v1.13"])
    expect(await labels(contract, "worker")).toEqual(["v1alpha1", "HostnameConfig"]);
  const everywhere = [
    "v1alpha1",
    "DiscoveryServiceConfig/default",
    "DiscoveryIdentityConfig",
    "ResolverConfig",
    "VolumeConfig/EPHEMERAL",
    "FilesystemTrimConfig",
    "SecurityProfileConfig",
    "HostnameConfig",
    "KubeClusterConfig",
    "KubeNodeConfig",
    "KubeletConfig",
    "KubeNetworkConfig",
    "KubeAPIServerCAConfig",
    "KubePrismConfig",
  ];
  expect(await labels("v1.14", "worker")).toEqual(everywhere);
  expect(await labels("v1.14", "controlplane")).toEqual([
    ...everywhere,
    "KubeAggregatorCAConfig",
    "KubeAdmissionControlConfig/PodSecurity",
    "KubeAuditPolicyConfig",
    "KubeAuthenticationConfig",
    "KubeAuthorizerConfig/node",
    "KubeAuthorizerConfig/rbac",
    "KubeEtcdEncryptionConfig",
    "KubeServiceAccountConfig",
    "KubeAPIServerConfig",
    "KubeControllerManagerConfig",
    "KubeSchedulerConfig",
    "KubeProxyConfig",
    "KubeFlannelCNIConfig",
    "KubeCoreDNSConfig",
  ]);
});

test.each([
  [{ sysctls: new Map([["a", "b"]]) }, ["SysctlConfig"], []],
  [{ sysctls: new Map() }, [], []],
  [{ installDisk: "/dev/sda" }, ["UnattendedInstallConfig"], []],
  [{ clusterDiscovery: false }, [], ["DiscoveryServiceConfig/default"]],
  [{ kubeSpan: true }, ["KubeSpanConfig"], []],
  [{ kubePrismPort: 0 }, [], ["KubePrismConfig"]],
  [{ cni: { name: "none" } }, [], ["KubeFlannelCNIConfig"]],
  [
    { cni: { name: "custom", urls: ["https://a/b.yaml"] } },
    ["KubeExternalManifestConfig/custom-cni"],
    ["KubeFlannelCNIConfig"],
  ],
] as const)("in the layout of 1.14 %j adds %p and takes away %p", async (options, added, gone) => {
  const before = await labels("v1.14", "controlplane");
  const after = await labels("v1.14", "controlplane", options);
  expect(after.filter((label) => !before.includes(label))).toEqual(added);
  expect(before.filter((label) => !after.includes(label))).toEqual(gone);
});

test("what changed from one contract to the next", async () => {
  const [eleven, twelve, thirteen] = [await text("v1.11"), await text("v1.12"), await text("v1.13")];
  expect(await text("v1.9")).toBe(eleven);
  for (const line of [
    "stableHostname: true",
    "rbac: true",
    "disablePodSecurityPolicy: true",
    "- cluster.example.org",
  ]) {
    expect(eleven).toContain(line);
    expect(twelve).not.toContain(line);
  }
  expect(twelve).toContain("network: {}\n");
  expect(thirteen).not.toContain("network: {}\n");
  expect(twelve).toContain("grubUseUKICmdline: true");
});

test("a worker holds no key of a CA, in any layout", async () => {
  for (const contract of ["v1.11", "v1.13", "v1.14"]) {
    const made = await text(contract, {}, "worker");
    expect(made).not.toMatch(/PRIVATE KEY/);
    expect(made.match(/^ +key: (.*)$/gm)?.every((line) => line.endsWith('""'))).toBe(true);
  }
});

test("options that 1.14 takes whatever they say, and those that it takes", async () => {
  expect(await text("v1.14", { hostDnsForwardKubeDnsToHost: false })).toContain("forwardKubeDNSToHost: true");
  const made = await text("v1.14", {
    additionalSans: ["a.example.org"],
    dnsDomain: "example.local",
    podSubnets: ["10.1.0.0/16"],
    allowSchedulingOnControlPlanes: true,
    localApiServerPort: 7443,
  });
  expect(made).toContain("certExtraSANs:\n    - a.example.org\n");
  expect(made).toContain("dnsDomain: example.local\npodSubnets:\n    - 10.1.0.0/16\n");
  expect(made).toContain("apiPort: 7443\n");
  expect(made).not.toContain("NoSchedule");
});
