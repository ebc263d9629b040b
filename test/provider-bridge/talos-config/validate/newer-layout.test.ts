import { decodeConfig } from "../../../../provider-bridge/talos-config/decode";
import type { MachineConfig } from "../../../../provider-bridge/talos-config/documents";
import { applyPatches } from "../../../../provider-bridge/talos-config/patch";
import { validateConfig } from "../../../../provider-bridge/talos-config/validate";
import { generated } from "../fixtures";

let controlPlane: MachineConfig;
let worker: MachineConfig;

beforeAll(async () => {
  controlPlane = await generated("v1.14");
  worker = await generated("v1.14", "worker");
});

/** What is wrong with a configuration of 1.14 after patches: `document path: message`. */
function problems(config: MachineConfig, patches: readonly string[], mode: "cloud" | "container" = "cloud"): string[] {
  return validateConfig(applyPatches(config, patches, 14), { minor: 14, mode }).map(({ document, path, message }) =>
    `${document} ${path}: ${message}`.trim(),
  );
}

const of = (kind: string, body: string) => `apiVersion: v1alpha1\nkind: ${kind}\n${body}\n`;

test.each([
  ["KubeNetworkConfig", "podSubnets: [10.1.0.0/16, fd00::/56]\nserviceSubnets: [10.2.0.0/16, fd01::/112]", undefined],
  [
    "KubeNetworkConfig",
    "podSubnets: [10.1.0.0/16, 10.2.0.0/16]\nserviceSubnets: [10.3.0.0/16, fd01::/112]",
    /podSubnets: at most one subnet of each family/,
  ],
  ["KubeNetworkConfig", "podSubnets: [10.1.0.0/16, fd00::/56]", /as many service subnets as pod subnets/],
  ["KubeNetworkConfig", "podSubnets: [10.0.0.0/7]", /more than 16 bits larger than one node's part, \/24/],
  ["KubeNetworkConfig", "podSubnets: [10.1.2.0/25]", /smaller than one node's part/],
  ["KubeNetworkConfig", "podSubnets: [10.1.2.3/16]", /an address in a subnet/],
  ["KubeNetworkConfig", "nodeCIDRMaskSizeIPv4: 20\npodSubnets: [10.16.0.0/12]", undefined],
  ["KubeNetworkConfig", "nodeCIDRMaskSizeIPv4: 33", /nodeCIDRMaskSizeIPv4: it is a length from 1 to 32/],
  ["KubeNetworkConfig", "serviceSubnets: [10.0.0.0/11]", /too large, \/12 is the largest/],
  ["KubePrismConfig", "port: 70000", /port from 1 to 65535/],
  [
    "KubeAPIServerConfig",
    "extraArgs: {oidc-issuer-url: x}",
    /extraArgs.oidc-issuer-url: the argument is reserved, use KubeAuthenticationConfig/,
  ],
  ["KubeAPIServerConfig", "image: registry.k8s.io/kube-apiserver:latest", /has no version tag/],
  ["KubeAPIServerConfig", "image: registry.k8s.io/kube-apiserver:v1.20.0", /1\.20/],
  ["KubeProxyConfig", "mode: hammer", /none of nftables, iptables, ipvs/],
  ["KubeProxyConfig", "mode: hammer\nenabled: false", undefined],
  ["KubeletConfig", "config: {staticPodPath: /x}", /Talos sets this field itself/],
  ["KubeNodeConfig", "labels: {'a b': c}", /labels.a b/],
  ["KubeNodeConfig", "nodeIP: {validSubnets: [x]}", /"x" is no subnet/],
  ["KubeAuthorizerConfig", "name: a\ntype: Webhook", /webhook: its configuration is required/],
  ["KubeInlineManifestConfig", "name: A_b\nmanifest: x", /no DNS name/],
  ["KubeExternalManifestConfig", "name: a\nurl: ftp://x", /http or https/],
  ["KubeStaticPodConfig", "name: a\npod: {}", /pod: the pod is required/],
  ["KubeTalosAPIAccessConfig", "allowedRoles: [os:hammer]", /"os:hammer" is none of os:admin/],
  ["DiscoveryIdentityConfig", "clusterSecret: YQ==", /32 bytes in base64/],
  ["DiscoveryServiceConfig", "name: b\nendpoint: ftp://x", /http, https or grpc/],
  ["UnattendedInstallConfig", "provisioning: {}", /an expression is required/],
] as const)("%s %j", (kind, body, problem) => {
  const found = problems(controlPlane, [of(kind, body)]);
  if (problem === undefined) expect(found).toEqual([]);
  else expect(found).toEqual([expect.stringMatching(problem)]);
});

test.each([
  [
    "a kind of control planes on a worker",
    of("KubeCoreDNSConfig", "enabled: true"),
    "only a control plane has KubeCoreDNSConfig",
  ],
  [
    "KubeSpan without discovery",
    `${of("DiscoveryServiceConfig", "name: default\n$patch: delete")}---\n${of("KubeSpanConfig", "enabled: true")}`,
    "KubeSpan needs discovery",
  ],
  ["discovery without an identity", of("DiscoveryIdentityConfig", "$patch: delete"), "discovery needs clusterID"],
  [
    "encrypted DNS without host DNS",
    of(
      "ResolverConfig",
      "nameservers: [{address: 1.1.1.1, protocol: DoT, tlsServerName: a}]\nhostDNS: {enabled: false, forwardKubeDNSToHost: false}",
    ),
    "encrypted DNS needs hostDNS.enabled",
  ],
  [
    "a container that waits for nobody's",
    of("ContainerConfig", "name: a\nimage: b\ndependsOn: {containers: [c]}"),
    'waits for "c", which is not there',
  ],
  [
    "containers that wait for each other",
    ["a b", "b c", "c b"]
      .map((pair) => of("ContainerConfig", `name: ${pair[0]}\nimage: x\ndependsOn: {containers: [${pair[2]}]}`))
      .join("---\n"),
    "containers wait for each other: b → c → b",
  ],
])("%s is refused", (_name, patch, problem) => {
  expect(problems(worker, [patch]).join("\n")).toContain(problem);
});

test("a control plane encrypts etcd; in a container host DNS is on", () => {
  expect(problems(controlPlane, [of("KubeEtcdEncryptionConfig", "$patch: delete")]).join()).toContain(
    "KubeEtcdEncryptionConfig is required",
  );
  const off = of("ResolverConfig", "hostDNS: {forwardKubeDNSToHost: false}");
  expect(problems(worker, [off], "container").join()).toContain("hostDNS.forwardKubeDNSToHost");
  expect(problems(worker, [], "container")).toEqual([]);
});

test.each([
  ["machine: {kubelet: {}}", "machine.kubelet"],
  [`machine: {sysctls: {a: b}}\n---\n${of("SysctlConfig", "params: {c: d}")}`, "machine.sysctls"],
  ["cluster: {network: {}}", "cluster.network"],
  ["cluster: {secretboxEncryptionSecret: x}", "cluster.secretboxEncryptionSecret"],
  ["cluster: {discovery: {}}", "cluster.discovery"],
])("%j says twice what a document says", (patch, path) => {
  expect(problems(controlPlane, [patch]).join("\n")).toContain(`v1alpha1 ${path}: `);
});

test("a configuration in the old layout stays good for Talos 1.14, but for images without a version", async () => {
  const old = await generated("v1.13");
  expect(validateConfig(old, { minor: 14 })).toEqual([]);
  const tagless = applyPatches(old, ["machine: {kubelet: {image: 'a:latest'}}"], 14);
  expect(validateConfig(tagless, { minor: 13 })).toEqual([]);
  expect(validateConfig(tagless, { minor: 14 })).toMatchObject([{ path: "machine.kubelet.image" }]);
});

test("Talos 1.14 wants a date in quotes where a text is meant", () => {
  const text = "version: v1alpha1\nmachine:\n  type: worker\n  token: 2001-01-01\n";
  expect(() => decodeConfig(text, 14)).toThrow(/machine\.token: a text is expected, not a date; put it into quotes/);
  expect(decodeConfig(text, 13).documents).toHaveLength(1);
});
