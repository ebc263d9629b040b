import { createProvider, PROVIDER_ADDRESS } from "../../provider-bridge/provider";
import { secrets } from "../../provider-bridge/talos-config";
import { describeCores } from "../support/cores";
import { type InProcessProvider, serveInProcess } from "../support/in-process";
import { Workspace } from "../support/terraform";

const YEAR_MS = 365 * 86_400_000;
const HEADER = 'terraform {\n  required_providers {\n    hephaestus = { source = "yaklab/hephaestus" }\n  }\n}\n';
const SECRETS = `${HEADER}resource "hephaestus_talos_secrets" "cluster" {}\n`;

/** A node whose secrets are not known while planning; patches are HCL expressions. */
function node(patches: readonly string[], more = "", endpoint = "https://cluster.example.org:6443"): string {
  return `${SECRETS}
resource "terraform_data" "upstream" {}
data "hephaestus_talos_machine_config" "node" {
  cluster          = "talos-k8s"
  cluster_endpoint = "${endpoint}"
  machine_type     = "controlplane"
  machine_secrets  = hephaestus_talos_secrets.cluster.machine_secrets
  config_patches   = [${patches.join(", ")}]
${more}
}
`;
}

const heredoc = (text: string) => `<<-EOT\n${text}\nEOT\n`;
/** What a person reads: without the frame and the line breaks that Terraform puts in. */
const plain = (text: string) => text.replace(/[│╷╵]/g, "").replace(/\s+/g, " ");

/** Each wrong input, and what its answer says: where, what, and what to do. */
const wrongPatches: readonly (readonly [title: string, patches: readonly string[], more: string, said: string[]])[] = [
  ["an empty patch", ['"machine: {}"', '""'], "", ["Patch 2", "write a strategic merge patch"]],
  [
    "two v1alpha1 documents",
    [heredoc("machine: {}\n---\nmachine: {}")],
    "",
    ["Patch 1, line 3", "v1alpha1", "stands twice"],
  ],
  [
    "an unknown kind",
    [heredoc("apiVersion: v1alpha1\nkind: LinkConfigs\nname: eth0")],
    "",
    ["Patch 1, line 1", 'unknown kind "LinkConfigs"', 'did you mean "LinkConfig"?'],
  ],
  [
    "a document of a newer Talos than the contract",
    ['"machine: {}"', heredoc("apiVersion: v1alpha1\nkind: VRFConfig\nname: a")],
    'version_contract = "v1.12"',
    ["Patch 2, line 1", 'the kind "VRFConfig" needs Talos 1.13, this is 1.12'],
  ],
  [
    "an unknown key",
    [heredoc("machine:\n  kubelet:\n    extraArg: {}")],
    "",
    ["Patch 1, line 3", "machine.kubelet.extraArg", 'did you mean "extraArgs"?'],
  ],
  [
    "a patch to a missing path",
    ['jsonencode([{ op = "remove", path = "/machine/nothing/here" }])'],
    'version_contract = "v1.11"',
    ["Patch 1", "/machine/nothing/here", "the path leads through something that is not there"],
  ],
  [
    "the deletion of a missing list entry",
    [heredoc("machine:\n  network:\n    interfaces:\n      - interface: eth9\n        $patch: delete")],
    'version_contract = "v1.11"',
    ["Patch 1", "machine.network.interfaces", "there is nothing to delete", "eth9"],
  ],
  [
    "a malformed CIDR in a field that Talos reads",
    [heredoc("apiVersion: v1alpha1\nkind: LinkConfig\nname: eth0\naddresses:\n  - address: 10.0.0.1/33")],
    "",
    ["Patch 1, line 5", "addresses[0].address", '"10.0.0.1/33" is no CIDR such as 10.0.0.0/8'],
  ],
  [
    "a wrong patch beside one that is not known yet",
    ["terraform_data.upstream.id", heredoc("machine:\n  sysctl: {}")],
    "",
    ["Patch 2, line 2", "machine.sysctl", 'did you mean "sysctls"?'],
  ],
];

describeCores("bad input about Talos", (core) => {
  let served: InProcessProvider;
  let workspace: Workspace;

  beforeEach(async () => {
    served = await serveInProcess(createProvider({}), PROVIDER_ADDRESS);
    workspace = new Workspace({ core, environment: served.environment });
  });
  afterEach(() => {
    workspace.remove();
    served.close();
  });

  test.each(wrongPatches)("%s is refused while planning", async (_title, patches, more, said) => {
    workspace.write("main.tf", node(patches, more));
    const told = plain(await workspace.fail("plan", "-no-color"));
    for (const part of said) expect(told).toContain(part);
  });

  test.each(["cluster.example.org:6443", "http://cluster.example.org:6443", "https://"])(
    'the endpoint "%s" is refused with its attribute',
    async (endpoint) => {
      workspace.write("main.tf", node([], "", endpoint));
      const told = plain(await workspace.fail("plan", "-no-color"));
      expect(told).toContain("cluster_endpoint");
      expect(told).toMatch(/https/);
    },
  );

  test.each([
    ["overlapping", "[10.96.0.0/11]", "cluster.network.serviceSubnets", "overlap"],
    ["malformed", "[10.42.0.0]", "cluster.network.podSubnets[0]", '"10.42.0.0" is no CIDR'],
  ])("%s subnets, which Talos takes, are warned of", async (_name, pods, where, what) => {
    const patch = heredoc(`cluster:\n  network:\n    podSubnets: ${pods}`);
    workspace.write("main.tf", node([patch]));
    const told = plain(await workspace.succeed("plan", "-no-color"));
    expect(told).toContain(where);
    expect(told).toContain(what);
  });

  test("an endpoint without a scheme in a patch, which Talos merges as a path, is warned of", async () => {
    workspace.write("main.tf", node([heredoc("cluster:\n  controlPlane:\n    endpoint: other.example.org")]));
    const told = plain(await workspace.succeed("plan", "-no-color"));
    expect(told).toContain("cluster.controlPlane.endpoint");
    expect(told).toContain("write the whole URL with https://");
  });

  test("overlapping families are refused from contract 1.14 on", async () => {
    const patch = heredoc(
      "apiVersion: v1alpha1\nkind: KubeNetworkConfig\npodSubnets: [10.0.0.0/16, 10.1.0.0/16]\nserviceSubnets: [10.2.0.0/16]",
    );
    workspace.write("main.tf", node([patch], 'version_contract = "v1.14"'));
    const told = plain(await workspace.fail("plan", "-no-color"));
    expect(told).toContain("podSubnets");
    expect(told).toContain("at most one subnet of each family");
  });

  test("IPv6 everywhere is applied", async () => {
    const patch = heredoc(
      [
        "machine: {kubelet: {nodeIP: {validSubnets: ['fd00:1::/64']}}, certSANs: ['2001:db8::1']}",
        "cluster:",
        "  network: {podSubnets: ['fd00:10::/56'], serviceSubnets: ['fd00:20::/112']}",
        "  etcd: {advertisedSubnets: ['fd00:1::/64']}",
        "---",
        "apiVersion: v1alpha1",
        "kind: LinkConfig",
        "name: eth1",
        "addresses: [{address: 'FD00:1:0::7/64'}]",
        "routes: [{destination: '::/0', gateway: 'fe80::1'}]",
      ].join("\n"),
    );
    workspace.write(
      "main.tf",
      `${node([patch], "", "https://[2001:db8::1]:6443")}
output "config" {
  value     = data.hephaestus_talos_machine_config.node.machine_config
  sensitive = true
}
`,
    );
    const told = await workspace.fail("apply", "-auto-approve", "-no-color").catch(() => "");
    expect(plain(told)).toContain("::/0");
    workspace.write("main.tf", workspace.read("main.tf").replace("{destination: '::/0', gateway", "{gateway"));
    await workspace.apply();
    const config: string = JSON.parse(await workspace.succeed("output", "-json", "config"));
    expect(config).toContain("https://[2001:db8::1]:6443");
    expect(config).toContain("- address: fd00:1::7/64");
    expect(config).toMatch(/podSubnets:\n\s+- fd00:10::\/56\n\s+serviceSubnets:\n\s+- fd00:20::\/112/);
  }, 60_000);
});

describeCores("bad secrets about Talos", (core) => {
  let served: InProcessProvider;
  let workspace: Workspace;
  let stored = "";
  let now = new Date();

  beforeAll(async () => {
    stored = secrets().writeBundle(await secrets().makeBundle({ now, contract: "v1.6" }));
  });
  beforeEach(async () => {
    now = new Date();
    served = await serveInProcess(createProvider({}, { now: () => now }), PROVIDER_ADDRESS);
    workspace = new Workspace({ core, environment: served.environment });
    workspace.write("main.tf", SECRETS);
  });
  afterEach(() => {
    workspace.remove();
    served.close();
  });

  const importing = async (text: string) => {
    workspace.write("secrets.yaml", text);
    const file = `${workspace.folder}/secrets.yaml`;
    return plain(await workspace.fail("import", "-no-color", "hephaestus_talos_secrets.cluster", file));
  };

  test.each([
    ["trustdinfo.token", /trustdinfo:\n.*\n/],
    ["certs.os", / {4}os:\n.*\n.*\n/],
    ["secrets.secretboxencryptionsecret", / {4}secretboxencryptionsecret:.*\n/],
  ])("a secrets.yaml without %s says so by path", async (path, part) => {
    const told = await importing(stored.replace(part, ""));
    expect(told).toContain(path.split(".")[0]);
    expect(told).toMatch(/is required|not complete/);
    expect(told).not.toContain(/token: (\S+)/.exec(stored)?.[1]);
  });

  test("an expired CA is refused with its path, its end and a remedy; in a state it is warned of", async () => {
    now = new Date(now.getTime() + 11 * YEAR_MS);
    const told = await importing(stored);
    expect(told).toContain("certs.");
    expect(told).toMatch(/the CA ended at \d{4}-/);
    expect(told).toContain("talosctl rotate-ca");

    now = new Date();
    await workspace.apply();
    now = new Date(now.getTime() + 11 * YEAR_MS);
    const plan = plain(await workspace.succeed("plan", "-no-color"));
    expect(plan).toContain("A CA of the cluster has ended");
    expect(plan).toContain("certs.os");
  }, 60_000);
});
