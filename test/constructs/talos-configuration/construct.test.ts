import { TalosCluster, type TalosClusterProps } from "../../../constructs";
import { synthesised } from "../../support/synthesised";

const cluster = (clusterName: string, more: Partial<TalosClusterProps>): TalosClusterProps => ({
  clusterName,
  hetzner: { region: "hel1" },
  nodes: { controlPlane: { count: 1, type: "cpx22" } },
  ...more,
});

test("secrets are imported from a file, for each cluster of a stack", () => {
  const json = synthesised((stack) => {
    new TalosCluster(stack, "one", cluster("one", { talos: { secretsFile: "one.yaml" } }));
    new TalosCluster(stack, "two", cluster("two", { talos: { secretsFile: "two.yaml" } }));
  });
  const targets = Object.keys(json.resource?.["hephaestus_talos_secrets"] ?? {});
  expect(json).toHaveProperty("import", [
    { to: `hephaestus_talos_secrets.${targets[0]}`, id: "one.yaml" },
    { to: `hephaestus_talos_secrets.${targets[1]}`, id: "two.yaml" },
  ]);
});

test("a cluster that is protected cannot lose what cannot be made again", () => {
  const json = synthesised((stack) => {
    new TalosCluster(stack, "one", cluster("one", { destroyProtection: true }));
  });
  for (const type of ["hephaestus_talos_secrets", "hephaestus_talos_bootstrap"]) {
    const [resource] = Object.values(json.resource?.[type] ?? {});
    expect(resource?.["lifecycle"]).toEqual({ prevent_destroy: true });
  }
});

test("patches of all kinds stand in their order: ours, all machines', the role's; the pool's, the node's", () => {
  const json = synthesised((stack) => {
    const pool = { count: 1, type: "cpx22", patches: ["pool: 1"], nodes: [{ number: 1, patches: [{ node: "1" }] }] };
    const talos = { patches: ["all: 1"], controlPlanePatches: [{ role: { text: "$" + "{x}" } }] };
    new TalosCluster(stack, "one", cluster("one", { nodes: { controlPlane: pool }, talos }));
  });
  const [patches] = Object.values(json.locals ?? {}).filter(Array.isArray);
  expect(patches?.slice(-2)).toEqual(["all: 1", `{"role":{"text":"$${"$"}{x}"}}`]);
  const [machine] = Object.values(json.resource?.["hephaestus_talos_machine"] ?? {});
  expect(Object(machine)["config_patches"].slice(-2)).toEqual(["pool: 1", '{"node":"1"}']);
});

test("what is not built yet is said by a warning", () => {
  const warnings: unknown[] = [];
  synthesised((stack) => {
    const { node } = new TalosCluster(
      stack,
      "one",
      cluster("one", { cni: { type: "cilium" }, kubernetes: { externalCloudProvider: true } }),
    );
    warnings.push(...node.metadata.map(({ data }) => data));
  });
  expect(warnings).toEqual([
    expect.stringContaining('The add-on for "cni.type" "cilium" does not exist yet'),
    expect.stringContaining("no cloud controller manager is installed yet"),
  ]);
});
