/** Every wait for a cluster, made to end: the message says what was waited for, what was seen, how to see more. */
import type { FaultRequest } from "../../../../sandbox/world/faults";
import { describeOnTalos } from "../../../support/talos-provider-stage";
import { expectTimeOut } from "../talos-machine/told-time-out";

const effect = { code: "UNAVAILABLE", message: "going down" };

const WAITS: readonly [what: string, fault: FaultRequest | undefined, body: string, seen: RegExp][] = [
  ["a control plane", { door: "talos", what: "Get", effect }, "", /^waiting for a control plane: Cannot .*going down$/],
  [
    "Kubernetes",
    { door: "network", what: "refuse", match: ":6443$" },
    'wait_for = "kubernetes_api"',
    /^waiting for the Kubernetes API: Cannot GET/,
  ],
  [
    "etcd",
    { door: "talos", what: "EtcdStatus", effect },
    "",
    /^waiting for etcd: "cp-1": Cannot call EtcdStatus .*going down$/,
  ],
  ["a member", undefined, 'control_planes = { "cp-1" = "IP", "cp-9" = "IP" }', /^waiting for members of etcd: cp-9$/],
  ["a Node", undefined, 'workers = { "worker-9" = "192.0.2.9" }', /^waiting for nodes to register: worker-9$/],
  ["a Node that is ready", undefined, 'wait_for = "nodes_ready"', /^waiting for nodes to get ready: cp-1$/],
];

/** Without one, a Node registers and is never ready. */
const withoutNetworkPlugin = (text: string) =>
  text.replace("dnsDomain:", "cni:\n            name: none\n        dnsDomain:");

describeOnTalos("Time-outs of hephaestus_talos_cluster", (given) => {
  test.each(WAITS)("%s", async (_what, fault, body, seen) => {
    const { stage, workspace, write } = given();
    const { server } = await stage.single("cp-1", "v1.13.9", withoutNetworkPlugin);
    const ip = stage.ip(server);
    if (fault !== undefined) stage.sandbox.world.faults.add({ times: 0, ...fault });
    const machines = body.includes("control_planes") ? "" : `control_planes = { "cp-1" = "${ip}" }`;
    write(`resource "hephaestus_talos_cluster" "it" {
      cluster  = "stage"
      endpoint = "https://${ip}:6443"
      ${machines}
      ${body.replaceAll("IP", ip)}
      timeouts = { create = "4s" }
    }`);
    const said = await workspace.fail("apply", "-auto-approve", "-no-color");
    expectTimeOut(said, { seen, look: /^"kubectl get nodes", "talosctl -n \S+ etcd members" and/ });
    expect(workspace.addresses()).toEqual([]);
  });
});
