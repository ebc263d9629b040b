import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { authority, certificate, ServedCluster } from "./served-cluster";

/** Kubernetes's own client library for Node judges the API: informers that begin again, patches, pages, eviction. */
test("what the client library sees", async () => {
  const served = await ServedCluster.open({ controllers: { controllers: ["disruption-controller"] } });
  const folder = mkdtempSync(join(tmpdir(), "hephaestus-client-library-"));
  try {
    await seed(served);
    const program = spawn(
      process.execPath,
      ["--import", "tsx", resolve(__dirname, "client-library/run.ts"), await writeKubeconfig(folder, served)],
      { stdio: ["pipe", "pipe", "inherit"] },
    );
    const seen = new Map<string, unknown>();
    let rest = "";
    const cuts: Promise<void>[] = [];
    program.stdout.on("data", (chunk: Buffer) => {
      const lines = (rest + String(chunk)).split("\n");
      rest = lines.pop() ?? "";
      for (const line of lines) {
        const { what, value } = JSON.parse(line);
        seen.set(what, value);
        if (what === "cut") cuts.push(breakWatches(served).then(() => void program.stdin.write("go on\n")));
      }
    });
    const [code] = await once(program, "close");
    await Promise.all(cuts);
    expect([code, Object.fromEntries(seen)]).toEqual([
      0,
      {
        "a second of the same name": { code: 409, reason: "AlreadyExists" },
        "merge patch": { a: "1", b: "2" },
        "strategic patch": { b: "2" },
        "a dry run": { code: 404, reason: "NotFound" },
        pages: [2, 2, 1],
        cut: null,
        informer: expect.arrayContaining(["add one", "update one", "add last", "delete last"]),
        budgets: [1],
        "the second eviction": { code: 429, reason: "TooManyRequests" },
        "a token has so many parts": 3,
      },
    ]);
  } finally {
    await served.close();
    rmSync(folder, { recursive: true, force: true });
  }
}, 60_000);

/** Two pods of which one may go. */
async function seed(served: ServedCluster): Promise<void> {
  served.create("serviceaccounts", "default", { metadata: { name: "default" } });
  served.create("nodes", "", { metadata: { name: "n1" } });
  for (const name of ["web-1", "web-2"]) {
    const spec = { nodeName: "n1", containers: [{ name: "c", image: "example.com/c:1" }] };
    await served.post("/api/v1/namespaces/default/pods", { metadata: { name, labels: { app: "web" } }, spec });
    const status = { phase: "Running", conditions: [{ type: "Ready", status: "True" }] };
    await served.patch(`/api/v1/namespaces/default/pods/${name}/status`, "merge", { status });
  }
  await served.post("/apis/policy/v1/namespaces/default/poddisruptionbudgets", {
    metadata: { name: "web" },
    spec: { minAvailable: 1, selector: { matchLabels: { app: "web" } } },
  });
}

/** Every line breaks, and what happened before is forgotten; then the same port answers again. */
async function breakWatches(served: ServedCluster): Promise<void> {
  await served.reopen(() => served.cluster.store.history.compact(served.cluster.store.revision));
}

async function writeKubeconfig(folder: string, served: ServedCluster): Promise<string> {
  const ca = await authority;
  const client = await certificate(ca, "judge", { organizations: ["system:masters"] });
  const base64 = (text: string) => Buffer.from(text).toString("base64");
  const path = join(folder, "kubeconfig");
  const cluster = { server: served.api.url, "certificate-authority-data": base64(ca.certificatePem) };
  const user = { "client-certificate-data": base64(client.certificatePem), "client-key-data": base64(client.keyPem) };
  writeFileSync(
    path,
    JSON.stringify({
      apiVersion: "v1",
      kind: "Config",
      "current-context": "c",
      clusters: [{ name: "c", cluster }],
      users: [{ name: "u", user }],
      contexts: [{ name: "c", context: { cluster: "c", user: "u" } }],
    }),
  );
  return path;
}
