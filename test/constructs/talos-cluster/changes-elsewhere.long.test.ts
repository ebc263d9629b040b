/** What a plan says when something of a running cluster is changed: exactly that, and nothing elsewhere. */
import { type App, TerraformElement } from "cdktf";
import type { ClusterProps } from "../../../constructs";
import { findCores } from "../../../scripts/cores";
import { ClusterStack } from "../../../stacks";
import { describeIf } from "../../support/availability";
import { type PlannedChange, StackStage } from "../../support/stack-stage";

const [core] = findCores();
const LIMIT_MS = 600_000;

const controlPlane = { name: "control-plane", count: 3, type: "cpx22" };
const edge = { name: "edge", count: 1, type: "cpx22" };
const general = { name: "general", count: 3, type: "cpx22" };
const storage = { name: "storage", count: 1, type: "cax21" };
const base: ClusterProps = {
  clusterName: "whole",
  hetzner: { region: "fsn1" },
  nodes: { controlPlane, workers: [edge, general, storage] },
  loadBalancer: { ingress: [{ ports: [{ listen: 443, target: 30443 }] }] },
};
const withNodes = (nodes: Partial<ClusterProps["nodes"]>): ClusterProps => ({
  ...base,
  nodes: { ...base.nodes, ...nodes },
});

/** A pool's single node, as a plan tells it. */
const node = (action: string, id: string) =>
  ["hcloud_server", "hcloud_server_network", "hephaestus_talos_machine"].map((type) => `${action} ${type} ${id}`);

describeIf(core !== undefined, "there is neither terraform nor tofu", "A running cluster", () => {
  let stage: StackStage;
  beforeAll(async () => {
    if (core === undefined) return;
    stage = await StackStage.start(core);
    await synthesise(base);
    await stage.apply();
  }, LIMIT_MS);
  afterAll(() => stage?.close());

  async function synthesise(props: ClusterProps, change: (stack: ClusterStack) => void = () => {}): Promise<void> {
    await stage.synthesise("whole", (app: App) => change(new ClusterStack(app, "whole", props)));
  }

  async function changesBy(props: ClusterProps, change?: (stack: ClusterStack) => void): Promise<readonly string[]> {
    await synthesise(props, change);
    return (await stage.plan()).map(told).sort();
  }

  test(
    "that is synthesised again has nothing to change",
    async () => {
      expect(await changesBy(base)).toEqual([]);
    },
    LIMIT_MS,
  );

  test.each(["kube-api", "ingress"])(
    "whose load balancer %s gets a label changes this label",
    async (name) => {
      const label = (stack: ClusterStack) => {
        const found = stack.cluster.node.findAll().find(({ node: { path } }) => path.endsWith(`${name}/Resource`));
        if (found instanceof TerraformElement) found.addOverride("labels.team", "blue");
      };
      expect(await changesBy(base, label)).toEqual([`update hcloud_load_balancer ${name} labels`]);
    },
    LIMIT_MS,
  );

  test(
    "gets a worker pool, wherever in the list it stands",
    async () => {
      const fresh = { name: "fresh", count: 1, type: "cpx22" };
      const expected = [
        ...["create hcloud_placement_group fresh-1", ...node("create", "fresh-1")],
        "update hephaestus_talos_cluster cluster workers?",
        "update output.nodes",
      ].sort();
      expect(await changesBy(withNodes({ workers: [edge, general, storage, fresh] }))).toEqual(expected);
      expect(await changesBy(withNodes({ workers: [fresh, edge, general, storage] }))).toEqual(expected);
    },
    LIMIT_MS,
  );

  test(
    "gets a second pool of control planes",
    async () => {
      const second = { name: "second", count: 2, type: "cpx22" };
      expect(await changesBy(withNodes({ controlPlane: [controlPlane, second] }))).toEqual(
        [
          ...[...node("create", "second-1"), ...node("create", "second-2")],
          "update hephaestus_talos_bootstrap bootstrap control_planes?",
          "update hephaestus_talos_cluster cluster control_planes?",
          "update output.nodes",
          "update output.talosconfig",
        ].sort(),
      );
    },
    LIMIT_MS,
  );

  test(
    "loses the pool in the middle",
    async () => {
      expect(await changesBy(withNodes({ workers: [edge, storage] }))).toEqual(
        [
          "delete hcloud_placement_group general-1",
          ...["general-1", "general-2", "general-3"].flatMap((id) => node("delete", id)),
          "update hephaestus_talos_cluster cluster workers",
          "update output.nodes",
        ].sort(),
      );
    },
    LIMIT_MS,
  );

  test(
    "loses the node in the middle",
    async () => {
      expect(await changesBy(withNodes({ workers: [edge, { ...general, exclude: [2] }, storage] }))).toEqual(
        [
          ...node("delete", "general-2"),
          "update hephaestus_talos_cluster cluster workers",
          "update output.nodes",
        ].sort(),
      );
    },
    LIMIT_MS,
  );

  test(
    "and does what the plan said, and nothing after it",
    async () => {
      await changesBy(withNodes({ workers: [edge, { ...general, exclude: [2] }, storage] }));
      await stage.apply();
      expect(stage.serverNames()).not.toContain("whole-general-2");
      expect(stage.serverNames()).toHaveLength(7);
      expect(await stage.plan()).toEqual([]);
    },
    LIMIT_MS,
  );
});

/** What a cluster tells of itself once it has changed; not what is wanted of it. */
const TOLD_LATER = /^(etcd_members|healthy|problems|running_kubernetes_versions|talosconfig)\?$/;

/** A change in words: action, type, the node or part, and what of it changes. */
function told({ address, action, attributes }: PlannedChange): string {
  const [type = "", name = ""] = address.split(".");
  const wanted = attributes.filter((name) => !TOLD_LATER.test(name));
  if (type === "output") return `${action} ${address}`;
  const part = /([a-z-]+-\d+|kube-api|ingress|bootstrap|cluster)(?:_server|_network|_[0-9A-F]{8})*$/.exec(name)?.[1];
  return [action, type, part ?? name, ...(action === "update" ? wanted : [])].join(" ");
}
