import { nodePatches } from "../../../constructs/talos-configuration/node-patches";
import type { ConfigurationTarget } from "../../../constructs/talos-configuration/props";
import { rolePatches } from "../../../constructs/talos-configuration/role-patches";
import {
  applyPatches,
  encodeConfig,
  generation,
  type MachineConfig,
  type SecretsBundle,
  secrets,
  validation,
} from "../../../provider-bridge/talos-config";

const CONTRACTS = [9, 10, 11, 12, 13, 14];
const ROLES = ["control-plane", "worker"] as const;

const plain: Omit<ConfigurationTarget, "contractMinor"> = {
  clusterName: "talos-k8s",
  talos: {},
  kubernetes: {},
  cni: {},
  scheduleOnControlPlanes: false,
  ranges: {
    controlPlane: "10.0.64.0/22",
    worker: "10.0.80.0/20",
    pods: "10.0.128.0/17",
    services: "10.0.96.0/19",
    gateway: "10.0.0.1",
  },
};

/** Everything that can be said of Talos and Kubernetes. */
const full: typeof plain = {
  ...plain,
  scheduleOnControlPlanes: true,
  talos: {
    certSans: ["talos.example.com"],
    encryption: { state: true, ephemeral: true },
    registryMirrors: [
      { host: "docker.io", endpoints: ["https://mirror.example.com"], overridePath: true, skipFallback: true },
    ],
    sysctls: { "vm.max_map_count": "262144" },
    modules: [{ name: "br_netfilter", parameters: ["x=1"] }, { name: "wireguard" }],
    timeServers: ["time.cloudflare.com"],
    nameservers: ["185.12.64.1"],
    logging: [{ endpoint: "udp://192.0.2.1:5044", tags: { cluster: "x" } }],
    trustedCas: [{ name: "ours", certificates: "-----BEGIN CERTIFICATE-----\nMA==\n-----END CERTIFICATE-----\n" }],
  },
  kubernetes: {
    dnsDomain: "k8s.example.com",
    certSans: ["api.example.com"],
    oidc: { issuerUrl: "https://id.example.com", clientId: "k8s", groupsClaim: "groups", usernamePrefix: "oidc:" },
    rbac: [
      { clusterRole: "cluster-admin", groups: ["platform"], users: ["oidc:root@example.com"] },
      { clusterRole: "edit", groups: ["apps"], namespace: "apps" },
    ],
    admission: [{ name: "PodSecurity", configuration: { defaults: { enforce: "restricted" } } }],
    audit: { rules: [{ level: "None", users: ["system:kube-proxy"] }, { level: "Request" }] },
    apiServerArgs: { "event-ttl": "2h" },
    kubeletArgs: { v: "3" },
    kubeletConfig: { maxPods: 200 },
    externalCloudProvider: true,
  },
};

let bundle: SecretsBundle;
beforeAll(async () => {
  bundle = await secrets().makeBundle({ now: new Date("2026-11-21T00:00:00Z") });
}, 60_000);

function configured(target: ConfigurationTarget, role: (typeof ROLES)[number]): MachineConfig {
  const base = generation().generateConfig({
    clusterName: "talos-k8s",
    endpoint: "https://192.0.2.1:6443",
    kubernetesVersion: "1.32.0",
    machineType: role === "worker" ? "worker" : "controlplane",
    secrets: bundle,
    contract: `v1.${target.contractMinor}`,
  });
  const own = nodePatches(
    {
      name: "talos-k8s-worker-1",
      role,
      labels: { tier: "gold" },
      annotations: { "example.com/a": "b" },
      taints: { dedicated: "db:NoSchedule", alone: ":NoExecute" },
    },
    target.contractMinor,
  );
  const patches = [...rolePatches(target, role), ...own].map((patch) => JSON.stringify(patch));
  return applyPatches(base, patches, target.contractMinor);
}

describe.each(CONTRACTS)("with the contract v1.%i", (contractMinor) => {
  test.each(ROLES)("Talos takes what a %s is told, little or much", (role) => {
    for (const target of [plain, full]) {
      const config = configured({ ...target, contractMinor }, role);
      const findings = validation().validateConfig(config, { minor: contractMinor });
      expect(findings.filter(({ severity }) => severity === "error")).toEqual([]);
    }
  });

  test("a control plane stands on the private network", () => {
    const text = encodeConfig(configured({ ...plain, contractMinor }, "control-plane"), contractMinor);
    expect(text).toMatch(/validSubnets:\n\s+- 10\.0\.64\.0\/22\n\s+- 10\.0\.80\.0\/20\n/);
    expect(text).toMatch(/advertisedSubnets:\n\s+- 10\.0\.64\.0\/22\n/);
    expect(text).toContain("- --iface-can-reach=10.0.0.1\n");
    expect(text).toMatch(/podSubnets:\n\s+- 10\.0\.128\.0\/17\n/);
    expect(text).toMatch(/serviceSubnets:\n\s+- 10\.0\.96\.0\/19\n/);
    expect(text).toContain("hostname: talos-k8s-worker-1\n");
    if (contractMinor < 14) expect(text).toMatch(/discovery:\n\s+enabled: true\n/);
    else expect(text).toContain("kind: DiscoveryServiceConfig\n");
  });

  test("who may do what, and what is written down, is told to control planes alone", () => {
    const text = encodeConfig(configured({ ...full, contractMinor }, "control-plane"), contractMinor);
    expect(text).toContain("level: Request\n");
    expect(text).not.toContain("level: Metadata\n");
    expect(text).toMatch(/enforce: restricted\n/);
    expect(text).toMatch(/audit: restricted\n/);
    expect(text).toMatch(/"kind":"ClusterRoleBinding","metadata":\{"name":"hephaestus:cluster-admin"\}/);
    expect(text).toMatch(/"kind":"RoleBinding","metadata":\{"name":"hephaestus:edit","namespace":"apps"\}/);
    const worker = encodeConfig(configured({ ...full, contractMinor }, "worker"), contractMinor);
    expect(worker).not.toMatch(/auditPolicy|KubeAudit|admissionControl|KubeAdmission|hephaestus:edit/);
  });

  test("pods run on control planes where they shall, and nowhere is a network plugin that is not wanted", () => {
    const target = { ...plain, contractMinor, scheduleOnControlPlanes: true, cni: { type: "none" as const } };
    const text = encodeConfig(configured(target, "control-plane"), contractMinor);
    if (contractMinor < 14) expect(text).toContain("allowSchedulingOnControlPlanes: true\n");
    else expect(text).not.toContain("node-role.kubernetes.io/control-plane: NoSchedule");
    expect(text).not.toContain("exclude-from-external-load-balancers");
    expect(text).not.toContain("iface-can-reach");
    if (contractMinor < 14) expect(text).toMatch(/cni:\n\s+name: none\n/);
    else expect(text).not.toContain("KubeFlannelCNIConfig");
  });

  test("a worker comes with its taints, a control plane is given them", () => {
    const worker = encodeConfig(configured({ ...plain, contractMinor }, "worker"), contractMinor);
    expect(worker).toContain("registerWithTaints:\n");
    expect(worker).toMatch(/effect: NoExecute\n\s+key: alone\n/);
    const controlPlane = encodeConfig(configured({ ...plain, contractMinor }, "control-plane"), contractMinor);
    expect(controlPlane).toContain("dedicated: db:NoSchedule\n");
  });
});
