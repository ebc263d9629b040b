/** Every wait of a machine's verbs, made to end: the message says what was waited for, what was seen, how to see more. */
import type { FaultRequest } from "../../../../sandbox/world/faults";
import { KubeconfigClient } from "../../../sandbox/talos/kubeconfig-client";
import { describeCores } from "../../../support/cores";
import { type MachineStage, openMachineStage } from "./machine-stage";
import { expectTimeOut } from "./told-time-out";

const effect = { code: "UNAVAILABLE", message: "going down" };
/** A change that needs a reboot, of one machine or of all. */
const rebooting = (value: string, only = "NAME") =>
  `config_patches = "NAME" == "${only}" ? [yamlencode({ machine = { env = { A = "${value}" } } })] : []`;
const atMachine = /^"talosctl -n \S+ services" and "talosctl -n \S+ dmesg" show how "\S+" is; .*console at Hetzner/;
const atEtcd = /^"talosctl -n \S+ etcd members" and "talosctl -n \S+ logs etcd" show how etcd is$/;
const planes = ["cp-1", "cp-2", "cp-3"];

describeCores("Time-outs of hephaestus_talos_machine", (core) => {
  let given: MachineStage;

  beforeEach(async () => {
    given = await openMachineStage(core);
  });
  afterEach(() => given.close());

  const fault = (request: FaultRequest) => given.stage.sandbox.world.faults.add({ times: 0, ...request });
  const refused = (...more: string[]) => given.workspace.fail("apply", "-auto-approve", "-no-color", ...more);
  /** A cluster that runs. */
  const cluster = async (names: readonly string[], body = "") => {
    for (const name of names) await given.stack.server(name);
    given.stack.writeCluster(names, body);
    await given.workspace.apply();
  };

  test("create: the machine's API", async () => {
    await given.stack.server("cp-1");
    fault({ door: "network", what: "refuse", match: ":50000$" });
    given.stack.write({ "cp-1": 'timeouts = { create = "8s" }' });
    const seen = /^waiting for the Talos API of "cp-1" at "\S+": Cannot call Version on /;
    expectTimeOut(await refused(), { seen, look: atMachine });
  });

  test("create: the cluster's credentials", async () => {
    await given.stack.server("worker-1"); // Without a control plane it gets no certificate of its own.
    given.stack.write({ "worker-1": 'timeouts = { create = "4s" }' });
    const seen = /^waiting for "worker-1" to answer the cluster's credentials: Cannot call Version on /;
    expectTimeOut(await refused(), { seen, look: atMachine });
  });

  test("create: the stage", async () => {
    await given.stack.server("cp-1");
    // Nobody can say that it waits for its bootstrap.
    fault({ door: "talos", what: "ServiceList", effect });
    given.stack.write({ "cp-1": 'timeouts = { create = "6s" }' });
    const seen = /^waiting for "cp-1": stage "booting", not met: \S+ \(.+\)/;
    expectTimeOut(await refused(), { seen, look: atMachine });
  });

  test("create: what the machine says of itself", async () => {
    await given.stack.server("cp-1");
    fault({ door: "talos", what: "List", effect });
    given.stack.write({ "cp-1": 'timeouts = { create = "6s" }' });
    const seen = /^waiting for "cp-1" to say what it is: Cannot call List .*going down$/;
    expectTimeOut(await refused(), { seen, look: atMachine });
  });

  test("update: the machine's API", async () => {
    await given.stack.server("cp-1");
    given.stack.write({ "cp-1": "" });
    await given.workspace.apply();
    fault({ door: "talos", what: "Version", effect });
    given.stack.write({ "cp-1": `timeouts = { update = "4s" }\n${rebooting("a")}` });
    const seen = /^waiting for the Talos API of "cp-1": Cannot call Version .*going down$/;
    expectTimeOut(await refused("-refresh=false"), { seen, look: atMachine });
  });

  test("update: the turn, and the reboot of who has it", async () => {
    for (const name of ["cp-1", "cp-2"]) await given.stack.server(name);
    given.stack.write({ "cp-1": "", "cp-2": "" });
    await given.workspace.apply();
    fault({ door: "talos", what: "Reboot", effect: { delayMs: 3_600_000 } });
    const body = `timeouts = { update = "5s" }\n${rebooting("a")}`;
    given.stack.write({ "cp-1": body, "cp-2": body });
    const said = await refused();
    expect(said).toMatch(
      /time-out after 5s while waiting for the turn of "(cp-1|cp-2)" to reboot, after "(cp-1|cp-2)"/,
    );
    expect(said).toMatch(/time-out after 5s while rebooting "(cp-1|cp-2)"/);
    expect(said.match(/Find out why it takes so long \("talosctl -n /g)).toHaveLength(2);
  });

  test("update: pods that do not go", async () => {
    const names = ["cp-1", "worker-1"];
    const body = 'rollout = { drain_timeout = "2s" }';
    await cluster(names, body);
    const { stack, stage } = given;
    const api = await KubeconfigClient.of(await stage.dial(stack.serverOf("cp-1")));
    await stack.runDeployment(api, { name: "web", replicas: 4, minAvailable: 4 });
    stack.writeCluster(names, `${body}\n${rebooting("a", "worker-1")}`);
    expect(await refused()).toMatch(
      /Cannot drain "worker-1" within 2 s: still there: default\/web-\S+ \(a disruption budget does not let it go\).*To find out more: "kubectl get pods -A .*spec.nodeName=worker-1"/,
    );
  });

  test("update: a quorum that is not to spare", async () => {
    const body = 'rollout = { health_timeout = "3s" }';
    await cluster(planes, body);
    await given.stage.api.post(`/servers/${given.stack.serverOf("cp-3").id}/actions/poweroff`);
    given.stack.writeCluster(planes, `${body}\n${rebooting("a", "cp-1")}`);
    expect(await refused()).toMatch(
      /Cannot reboot "cp-1": the quorum of etcd would be lost without it, and that did not change within 3 s\. Well are 2 of 3 members; "cp-3": Cannot .*To find out more: "talosctl -n \S+ etcd members"/,
    );
  });

  test("update: the way back from a reboot", async () => {
    await given.stack.server("cp-1");
    given.stack.write({ "cp-1": "" });
    await given.workspace.apply();
    // The first one is asked for the boot before the reboot.
    fault({ door: "talos", what: "Read", skip: 1, effect });
    given.stack.write({ "cp-1": `rollout = { health_timeout = "3s" }\n${rebooting("a")}` });
    expect(await refused()).toMatch(
      /Cannot see "cp-1" again after its reboot: it did not come back within 3 s \(.+\)\. To find out more: "talosctl -n \S+ services"/,
    );
  });

  test("update: health after a reboot", async () => {
    await cluster(["cp-1"]);
    given.stack.writeCluster(["cp-1"], `rollout = { health_timeout = "3s" }\n${rebooting("a")}`);
    // The first one is asked whether there is a quorum to spare.
    fault({ door: "talos", what: "EtcdStatus", skip: 1, effect });
    expect(await refused("-refresh=false", "-target=hephaestus_talos_machine.cp-1")).toMatch(
      /Cannot count on "cp-1" after its reboot: its member of etcd is not well after 3 s\. To find out more: "kubectl describe node cp-1"/,
    );
  });

  test("delete: the others, who must have seen it go", async () => {
    await cluster(planes, 'timeouts = { delete = "6s" }');
    given.stack.writeCluster(planes.slice(0, 2), 'timeouts = { delete = "6s" }');
    // What stays is asked by its refresh, and before the member goes; then no more.
    given.stage.sandbox.world.events.on((event) => {
      if (event.type === "fault.hit" && event.faultId === left.id) {
        fault({ door: "talos", what: "EtcdStatus", match: "^cp-2 ", effect });
      }
    });
    const left = fault({ door: "talos", what: "EtcdLeaveCluster", times: 1, effect: { delayMs: 1 } });
    const seen =
      /^waiting until etcd of "stage" is well without "cp-3": well are 1 of 2 members; "cp-2": Cannot call EtcdStatus/;
    expectTimeOut(await refused(), { seen, look: atEtcd });
  });

  test("delete: the machine's own end", async () => {
    await given.stack.server("cp-1");
    given.stack.write({ "cp-1": 'timeouts = { delete = "5s" }' });
    await given.workspace.apply();
    fault({ door: "talos", what: "Shutdown", effect: { delayMs: 3_600_000 } });
    const said = await given.workspace.fail("destroy", "-auto-approve", "-no-color");
    expectTimeOut(said, { seen: /^shutting down "cp-1"$/, look: /^"talosctl -n / });
  });
});
