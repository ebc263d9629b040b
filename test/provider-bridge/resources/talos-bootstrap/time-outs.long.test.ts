/** Every wait for etcd's birth, made to end: the message says what was waited for, what was seen, how to see more. */
import type { FaultRequest } from "../../../../sandbox/world/faults";
import { describeOnTalos } from "../../../support/talos-provider-stage";
import { expectTimeOut } from "../talos-machine/told-time-out";

const effect = { code: "UNAVAILABLE", message: "going down" };
const api = "Cannot GET";

const WAITS: readonly [FaultRequest, RegExp][] = [
  [{ door: "network", what: "hang", match: ":50000$" }, /^asking the control planes for etcd$/],
  [
    { door: "talos", what: "ServiceList", effect },
    /^waiting for the control planes: "cp-1": Cannot call ServiceList .*UNAVAILABLE: going down$/,
  ],
  [
    { door: "talos", what: "Bootstrap", effect },
    /^waiting for "cp-1": Cannot call Bootstrap .*UNAVAILABLE: going down$/,
  ],
  [
    { door: "talos", what: "Kubeconfig", effect },
    /^waiting for a control plane that gives a kubeconfig: Cannot call Kubeconfig .*going down$/,
  ],
  [{ door: "network", what: "refuse", match: ":6443$" }, new RegExp(`^waiting for the Kubernetes API: ${api}`)],
];

describeOnTalos("Time-outs of hephaestus_talos_bootstrap", (given) => {
  test.each(WAITS)("%j", async (fault, seen) => {
    const { stage, workspace, write } = given();
    const server = await stage.server("cp-1");
    const ip = stage.ip(server);
    await stage.configure(server, stage.configuration("controlplane", ip));
    await stage.answers(server);
    stage.sandbox.world.faults.add({ times: 0, ...fault });
    write(`resource "hephaestus_talos_bootstrap" "it" {
      cluster        = "stage"
      endpoint       = "https://${ip}:6443"
      control_planes = { "cp-1" = "${ip}" }
      timeouts       = { create = "4s" }
    }`);
    const said = await workspace.fail("apply", "-auto-approve", "-no-color");
    expectTimeOut(said, { seen, look: new RegExp(`"talosctl -n ${ip} service etcd".* console at Hetzner does`) });
    expect(workspace.addresses()).toEqual([]);
  });
});
