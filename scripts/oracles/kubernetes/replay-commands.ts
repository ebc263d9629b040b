import { dirname, join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import type { KubernetesCluster } from "../../../sandbox/kubernetes/cluster";
import type { OracleLine } from "../../oracles-format/json-lines";
import { isRecord } from "./compare";
import { argsOf, compareCommand } from "./compare-command";
import { valueAt } from "./exchange";
import { type Kubectl, kubectlPath, kubectlVersion, openKubectl } from "./kubectl";
import { startNodeAgent } from "./node-agent";
import { Bindings } from "./placeholders";
import { clusterAuthority, recordedCluster } from "./recorded-cluster";
import { openRecordingProxy, type RecordingProxy } from "./recording-proxy";
import type { Outcome } from "./replay-group";

const recorder = {
  user: { name: "admin", uid: "admin-uid", groups: ["system:masters"], extra: {} },
  manager: "recorder",
};

/** Nothing written for so long: controllers and the node agent are at rest. */
const quietMs = 120;
const longestQuietMs = 4000;

/** Replays commands of kubectl, in order, against one cluster; none, aloud, without a kubectl of the recorded minor version. */
export async function replayCommands(file: string, lines: readonly OracleLine[]): Promise<readonly Outcome[]> {
  const header = lines.find((line) => line["header"] === true);
  const path = kubectlPath();
  const version = await kubectlVersion(path);
  const recorded = String(header?.["client"] ?? "");
  if (version === undefined || minorOf(version) !== minorOf(recorded)) {
    const found = version === undefined ? "there is none" : `"${path}" is ${version}`;
    console.log(
      `SKIPPED ${file}: it wants kubectl ${minorOf(recorded)}, ${found}; HEPHAESTUS_KUBECTL may name another`,
    );
    return [];
  }
  const cluster = await recordedCluster();
  const api = await cluster.openApi({ nodeName: "recorder", host: "127.0.0.1", port: 0, keyPair: undefined });
  const proxy = await openRecordingProxy(api.url, await clusterAuthority());
  const kubectl = await openKubectl(path, proxy.url);
  const stopAgent = startNodeAgent(cluster);
  try {
    return await runAll({
      group: `kubectl-${minorOf(recorded).slice(1)}`,
      lines,
      cluster,
      proxy,
      kubectl,
      folder: join(dirname(file), "kubectl-files"),
    });
  } finally {
    stopAgent();
    proxy.close();
    await kubectl.close();
    await cluster.close();
  }
}

interface Stage {
  /** "kubectl-1.32" */
  readonly group: string;
  readonly lines: readonly OracleLine[];
  readonly cluster: KubernetesCluster;
  readonly proxy: RecordingProxy;
  readonly kubectl: Kubectl;
  readonly folder: string;
}

async function runAll({ group, lines, cluster, proxy, kubectl, folder }: Stage): Promise<readonly Outcome[]> {
  // The recorder had made one object by other means than `kubectl apply`.
  const made = { metadata: { name: "plain" }, data: { x: "1" } };
  cluster.registry.create(cluster.resources.named("configmaps"), "kube-public", made, recorder);
  const bindings = new Bindings();
  const outcomes: Outcome[] = [];
  for (const line of lines.filter((candidate) => Array.isArray(candidate["args"]))) {
    await quiet(cluster);
    await writeFiles(line, kubectl);
    proxy.take();
    const result = await kubectl.run(argsOf(line), folder);
    outcomes.push({
      group,
      name: String(line["name"]),
      isBoilerplate: false,
      differences: compareCommand(line, result, proxy.take(), bindings),
    });
  }
  return outcomes;
}

/** The files that the recorder had laid beside: what the command sent is what was in them. */
async function writeFiles(line: OracleLine, kubectl: Kubectl): Promise<void> {
  if (!argsOf(line).some((arg) => arg.includes("<tmp>"))) return;
  const requests = Array.isArray(line["requests"]) ? line["requests"] : [];
  for (const request of requests) {
    const data = valueAt(request, "/bodyProtobuf/decoded/data") ?? valueAt(request, "/body/data");
    for (const [name, content] of Object.entries(isRecord(data) ? data : {}))
      await kubectl.write(name, Buffer.from(String(content), "base64"));
  }
}

async function quiet(cluster: KubernetesCluster): Promise<void> {
  let seen = -1;
  for (let waited = 0; waited < longestQuietMs && seen !== cluster.store.revision; waited += quietMs) {
    seen = cluster.store.revision;
    await wait(quietMs);
  }
}

/** "v1.32.4-dispatcher" → "v1.32" */
function minorOf(version: string): string {
  return /^v\d+\.\d+/.exec(version)?.[0] ?? version;
}
