import { decodeConfig } from "../../../../provider-bridge/talos-config/decode";
import { type ValidateOptions, validateConfig } from "../../../../provider-bridge/talos-config/validate";
import { generated, legacy } from "../fixtures";

const worker = "machine: {type: worker, ca: {crt: YQ==}}\ncluster: {controlPlane: {endpoint: 'https://a:6443'}}\n";

/** `severity document path` of what is found. */
function found(text: string, options: ValidateOptions = {}): string[] {
  const config = decodeConfig(`version: v1alpha1\n${text}`, options.minor ?? 13);
  return validateConfig(config, { minor: 13, ...options }).map(
    ({ severity, document, path }) => `${severity} ${document} ${path}`,
  );
}

/** The worker with more in its two sections. */
const withMachine = (text: string) => worker.replace("{type: worker,", `{type: worker, ${text},`);
const withCluster = (text: string) => worker.replace("cluster: {", `cluster: {${text}, `);

test.each(["v1.9", "v1.11", "v1.12", "v1.13", "v1.14"])(
  "what is generated for %s is good in the cloud",
  async (contract) => {
    const minor = Number(contract.slice(3));
    for (const type of ["controlplane", "worker"] as const) {
      const config = await generated(contract, type);
      expect(validateConfig(config, { minor, advice: true })).toEqual([]);
    }
  },
);

test.each([
  ["no machine", "cluster: {}\n", "machine"],
  ["no cluster", "machine: {type: worker, ca: {crt: YQ==}}\n", "cluster"],
  ["a type that is none", worker.replace("worker", "master"), "machine.type"],
  ["no CA", worker.replace(", ca: {crt: YQ==}", ""), "machine.ca"],
  ["the CA's key on a worker", worker.replace("YQ==", "YQ==, key: YQ=="), "machine.ca.key"],
  ["a label that is none", withMachine("nodeLabels: {'a b': c}"), "machine.nodeLabels.a b"],
  ["a taint without effect", withMachine("nodeTaints: {a: b}"), "machine.nodeTaints.a"],
  [
    "a reserved annotation",
    withMachine("nodeAnnotations: {talos.dev/owned-labels: x}"),
    "machine.nodeAnnotations.talos.dev/owned-labels",
  ],
  [
    "a kubelet field of Talos's own",
    withMachine("kubelet: {extraConfig: {port: 1}}"),
    "machine.kubelet.extraConfig.port",
  ],
  [
    "a kubelet subnet that is none",
    withMachine("kubelet: {nodeIP: {validSubnets: [x]}}"),
    "machine.kubelet.nodeIP.validSubnets[0]",
  ],
  ["etcd on a worker", withCluster("etcd: {}"), "cluster.etcd"],
  ["discovery without an id", withCluster("discovery: {enabled: true}, secret: x"), "cluster.id"],
  [
    "a manifest twice",
    withCluster("inlineManifests: [{name: a, contents: b}, {name: a, contents: b}]"),
    "cluster.inlineManifests[1].name",
  ],
  ["a domain that is no name", withCluster("network: {dnsDomain: 'a b'}"), "cluster.network.dnsDomain"],
  [
    "resources of other kinds",
    withCluster("scheduler: {resources: {limits: {disk: 1}}}"),
    "cluster.scheduler.resources.limits.disk",
  ],
  ["a port too high", worker.replace("6443", "70000"), "cluster.controlPlane.endpoint"],
])("%s is an error at %p", (_name, text, path) => {
  expect(found(text)).toEqual(expect.arrayContaining([`error v1alpha1 ${path}`]));
  if (!["machine", "machine.type"].includes(path)) expect(found(text)).toHaveLength(1);
});

test("the mode decides about disks and host DNS, strictness about warnings", () => {
  expect(found(worker, { mode: "metal" })).toEqual(["error v1alpha1 machine.install"]);
  expect(found(worker, { mode: "metal", minor: 14 })).toEqual([]);
  expect(found(worker, { mode: "container" })).toHaveLength(2);
  const join = worker.replace("worker", "join");
  expect(found(join)).toEqual(["warning v1alpha1 machine.type"]);
  expect(found(join, { strict: true })).toEqual(["error v1alpha1 machine.type"]);
});

test("a pattern in the name of a link alias is judged from Talos 1.13 on", () => {
  const alias = `${worker}---\napiVersion: v1alpha1\nkind: LinkAliasConfig\nname: 50%\nselector: {match: 'true'}\n`;
  expect(found(alias, { minor: 12 })).toEqual([]);
  expect(found(alias)).toEqual(["error LinkAliasConfig/50% name"]);
});

test.each([
  ["HCloudVIPConfig", "name: a\nlink: eth0\napiToken: t\n", ["name"]],
  ["HCloudVIPConfig", "name: 10.0.0.1\n", ["link", "apiToken"]],
  ["StaticHostConfig", "name: a\nhostnames: [b]\n", ["name"]],
  ["VLANConfig", "name: a\nvlanID: 4095\nparent: eth0\n", ["vlanID"]],
  ["HostnameConfig", "auto: stable\nhostname: a\n", ["auto"]],
  ["TimeSyncConfig", "ntp: {}\nptp: {}\n", ["ptp"]],
  ["NetworkRuleConfig", "name: a\nportSelector: {ports: [1-5, 4], protocol: tcp}\n", ["portSelector.ports"]],
  ["WireguardConfig", "name: a\nprivateKey: x\n", ["privateKey"]],
  ["EnvironmentConfig", "variables: {'1a': b}\n", ["variables.1a"]],
  ["RegistryMirrorConfig", "name: a\nendpoints: [{url: 'ftp://x'}]\n", ["endpoints[0].url"]],
  ["WatchdogTimerConfig", "device: /dev/watchdog\ntimeout: 1s\n", ["timeout"]],
  ["VolumeConfig", "name: HAMMER\n", ["name"]],
] as const)("%s %j is wrong at %p", (kind, text, paths) => {
  const label = /^name: (.*)$/m.exec(text)?.[1];
  const document = label === undefined ? kind : `${kind}/${label}`;
  expect(found(`${worker}---\napiVersion: v1alpha1\nkind: ${kind}\n${text}`)).toEqual(
    paths.map((path) => `error ${document} ${path}`),
  );
});

test("own advice is told apart and never an error", () => {
  const config = legacy(
    withCluster("network: {podSubnets: [10.96.0.0/11, x], serviceSubnets: [10.96.0.0/12]}")
      .replace("https:", "http:")
      .replace("6443", "6443/api"),
  );
  const advice = validateConfig(config, { minor: 13, advice: true, strict: true });
  expect(advice.map(({ path }) => path)).toEqual([
    "cluster.controlPlane.endpoint",
    "cluster.controlPlane.endpoint",
    "cluster.network.podSubnets[1]",
    "cluster.network.serviceSubnets",
  ]);
  expect(advice.every(({ own, severity }) => own && severity === "warning")).toBe(true);
});
