import { execFileSync } from "node:child_process";
import { resolve } from "node:path";
import { startSandbox } from "../../sandbox";
import { runEndToEnd } from "./run";

const ROOT = resolve(__dirname, "../..");

test("without a token it skips aloud", () => {
  const { HCLOUD_TOKEN: _none, ...env } = process.env;
  const args = ["--import", "tsx", "test/e2e/main.ts"];
  const output = execFileSync(process.execPath, args, { cwd: ROOT, env, encoding: "utf8" });
  expect(output).toMatch(/^SKIPPED npm run e2e: (HCLOUD_TOKEN is not set|there is neither)/);
}, 60_000);

test("the cost is asked for, and without a yes nothing is made", async () => {
  const sandbox = await startSandbox();
  try {
    const { HCLOUD_ENDPOINT: endpoint = "", HCLOUD_TOKEN: token = "" } = sandbox.environment;
    const questions: string[] = [];
    const evidence = await runEndToEnd({
      ...{ core: { family: "terraform", path: "", version: "0" }, access: { endpoint, token } },
      ...{ environment: sandbox.environment, cluster: "e2e-test", print: () => {}, pause: async () => {} },
      ask: async (question) => {
        questions.push(question);
        return false;
      },
      signal: new AbortController().signal,
    });
    expect(questions).toEqual([expect.stringMatching(/about 0\.\d\d EUR\. Go on\?$/)]);
    expect(evidence.map(({ result }) => result)).toEqual(["skipped", "skipped", "skipped"]);
    expect(sandbox.world.state.servers.size).toBe(0);
  } finally {
    await sandbox.close();
  }
});
