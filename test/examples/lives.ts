/** What each example is, as far as a test of its life must know. */
import type { ExampleLife } from "./example-life";

/** Every example that cdktf deploys, by its folder. */
export const EXAMPLES = {
  minimal: {
    servers: ["minimal-control-plane-1"],
    tampered: {
      server: "minimal-control-plane-1",
      from: "allowSchedulingOnControlPlanes: true",
      to: "allowSchedulingOnControlPlanes: false",
    },
  },
  "ha-cluster": {
    servers: [
      ...numbered("ha-cluster-control-plane", 3),
      ...numbered("ha-cluster-general", 2),
      ...numbered("ha-cluster-memory", 1),
    ],
    tampered: { server: "ha-cluster-general-1", from: "tier: general", to: "tier: tampered" },
  },
  "existing-network": {
    servers: ["bastion", "company-control-plane-1", "company-worker-1"],
    tampered: withoutQuota("company-worker-1"),
  },
  "mixed-arch": {
    servers: ["mixed-arch-arm-1", "mixed-arch-control-plane-1", "mixed-arch-intel-1"],
    tampered: withoutQuota("mixed-arch-arm-1"),
  },
  "from-yaml": {
    servers: [...numbered("talos-k8s-control-plane", 3), ...numbered("talos-k8s-worker", 3)],
    tampered: withoutQuota("talos-k8s-worker-2"),
  },
} as const satisfies Readonly<Record<string, ExampleLife>>;

function numbered(name: string, count: number): readonly string[] {
  return Array.from({ length: count }, (_none, index) => `${name}-${index + 1}`);
}

function withoutQuota(server: string): ExampleLife["tampered"] {
  return { server, from: "diskQuotaSupport: true", to: "diskQuotaSupport: false" };
}
