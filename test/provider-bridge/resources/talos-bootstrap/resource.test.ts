/** `hephaestus_talos_bootstrap` on machines of the sandbox, driven by real terraform: its whole life. */
import type { Server } from "../../../../sandbox/world";
import { describeOnTalos } from "../../../support/talos-provider-stage";

describeOnTalos("hephaestus_talos_bootstrap", (given) => {
  let servers: readonly Server[];
  let apiPort: number;

  beforeEach(() => {
    servers = [];
    apiPort = 6443;
  });

  /** Control planes that have their configuration and wait to be bootstrapped. */
  async function controlPlanes(count: number): Promise<readonly Server[]> {
    const { stage } = given();
    const made = await Promise.all(Array.from({ length: count }, (_, index) => stage.server(`cp-${index + 1}`)));
    const [first] = made;
    if (first === undefined) throw new RangeError("A cluster has at least one control plane");
    await Promise.all(made.map((each) => stage.configure(each, stage.configuration("controlplane", stage.ip(first)))));
    return made;
  }

  const ip = (server: Server) => given().stage.ip(server);
  const machines = () => servers.map((server) => `"${server.name}" = "${ip(server)}"`).join("\n");
  const endpoint = () => `https://${servers[0] === undefined ? "192.0.2.1" : ip(servers[0])}:${apiPort}`;
  const own = () => `client_configuration = ${given().client}`;
  const write = (body = "", credentials = own(), settings = "") =>
    given().write(
      `resource "hephaestus_talos_bootstrap" "it" {
        cluster        = "stage"
        endpoint       = "${endpoint()}"
        control_planes = {
          ${machines()}
        }
        ${credentials}
        ${body}
      }`,
      settings,
    );
  const state = () => given().workspace.attributes("hephaestus_talos_bootstrap.it");

  test("minimum, empty plan, import, update, destroy", async () => {
    const { client, workspace } = given();
    servers = await controlPlanes(1);
    write();
    await workspace.apply();
    expect(state()).toMatchObject({
      id: expect.stringMatching(/^[0-9a-f-]{36}$/),
      kubeconfig: expect.stringContaining("clusters:"),
      talosconfig: expect.stringContaining("context: stage\n"),
      kubernetes_client_configuration: { host: endpoint() },
      kubernetes_ca_sha256: expect.stringMatching(/^[0-9a-f]{64}$/),
      drift: [],
    });
    expect(await workspace.planIsEmpty()).toBe(true);
    const { id } = state();

    await workspace.succeed("state", "rm", "hephaestus_talos_bootstrap.it");
    const settings = `talos_client_configuration = ${client}`;
    write("", "", settings);
    const [only] = servers;
    const importId = `stage@${endpoint()},cp-1=${only === undefined ? "" : ip(only)}`;
    await workspace.succeed("import", "-no-color", "hephaestus_talos_bootstrap.it", importId);
    expect(await workspace.planIsEmpty()).toBe(true);
    expect(state()).toMatchObject({ id, talosconfig: null });

    write("allow_empty = true", own(), settings);
    expect(await workspace.apply()).toContain("0 added, 1 changed, 0 destroyed");
    expect(state()).toMatchObject({ id, allow_empty: true });
    expect(await workspace.apply("-destroy")).toContain("1 destroyed");
  });

  test("three control planes are one cluster, and a second create finds it", async () => {
    const { workspace } = given();
    servers = await controlPlanes(3);
    write();
    await workspace.apply();
    const { id } = state();
    await workspace.succeed("state", "rm", "hephaestus_talos_bootstrap.it");
    await workspace.apply();
    expect(state()).toMatchObject({ id });
  });

  test("an API server that is not at 6443 is found by the cluster's endpoint", async () => {
    const { stage, workspace } = given();
    const server = await stage.server("cp-1");
    const edit = (text: string) =>
      text.replace(/^( +)endpoint: (.*):6443$/m, "$1endpoint: $2:7443\n$1localAPIServerPort: 7443");
    await stage.configure(server, stage.configuration("controlplane", ip(server), { edit }));
    servers = [server];
    apiPort = 7443;
    write('timeouts = { create = "30s" }');
    await workspace.apply();
    expect(await workspace.planIsEmpty()).toBe(true);
  });

  test("a cluster that cannot be asked stays in the state, and can be planned and destroyed", async () => {
    const { stage, workspace } = given();
    servers = await controlPlanes(1);
    write();
    await workspace.apply();
    const before = state();
    const [only] = servers;
    await stage.api.post(`/servers/${only?.id}/actions/poweroff`);
    const plan = await workspace.run(["plan", "-no-color", "-detailed-exitcode"]);
    expect([plan.code, plan.stdout + plan.stderr]).toEqual([
      0,
      expect.stringContaining("Cannot ask whether etcd is there"),
    ]);
    expect(state()).toEqual(before);
    await workspace.apply("-destroy");
  });

  test("a store that was lost is drift, and is begun anew only with leave", async () => {
    const { stage, workspace } = given();
    servers = await controlPlanes(1);
    write();
    await workspace.apply();
    const { id } = state();
    const [only] = servers;
    if (only === undefined) throw new RangeError("There is no control plane");
    const direct = await stage.dial(only);
    await stage.call(direct, "Reset", {
      graceful: false,
      reboot: true,
      systemPartitionsToWipe: [{ label: "EPHEMERAL", wipe: true }],
    });
    await waitForDrift();
    const plan = await workspace.run(["plan", "-no-color", "-detailed-exitcode"]);
    expect([plan.code, plan.stdout]).toEqual([2, expect.stringContaining("no control plane has a member any more")]);
    const refused = await workspace.fail("apply", "-auto-approve", "-no-color");
    expect(refused).toContain('set "allow_empty" to begin with an empty store');
    expect(state()).toMatchObject({ id });
    write("allow_empty = true");
    await workspace.apply();
    expect(state()["id"]).not.toBe(id);
    expect(await workspace.planIsEmpty()).toBe(true);
  });

  /** Until the machine is up again and says that it has no store. */
  async function waitForDrift(): Promise<void> {
    for (let looks = 0; looks < 50; looks += 1) {
      const { code } = await given().workspace.run(["plan", "-no-color", "-detailed-exitcode"]);
      if (code === 2) return;
    }
    throw new Error("The loss was never seen");
  }

  test("mistakes are told before anything is touched", async () => {
    const { stage, workspace } = given();
    write();
    expect(await workspace.fail("validate", "-no-color")).toContain("Cluster has no control plane");
    write('recover = { snapshot = "a" }');
    expect(await workspace.fail("validate", "-no-color")).toContain("Recovery is not there yet");
    servers = [await stage.server("cp-1")];
    write("", "");
    expect(await workspace.fail("apply", "-auto-approve", "-no-color")).toContain("talos_client_configuration");
    expect(await workspace.fail("import", "-no-color", "hephaestus_talos_bootstrap.it", "stage")).toContain(
      "does not name a cluster",
    );
  });
});
