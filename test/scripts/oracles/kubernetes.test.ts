/** Whether the replay of recorded exchanges would notice; kubernetes.long.test.ts replays them all. */
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { replay } from "../../../scripts/oracles/kubernetes";
import { describeIf } from "../../support/availability";
import { oracle } from "../../support/oracles";

const file = oracle("kubernetes/contract.jsonl.gz");
beforeEach(() => {
  jest.spyOn(console, "log").mockImplementation(() => {});
});
afterEach(() => {
  jest.restoreAllMocks();
});

describeIf(file !== undefined, "no recordings of a kube-apiserver (HEPHAESTUS_ORACLES)", "exchanges", () => {
  test("the replay finds what is wrong: a status, a value, a header, an element too many", async () => {
    const lines = gunzipSync(await readFile(file ?? ""))
      .toString("utf8")
      .split("\n")
      .filter((line) => line.includes('"server-info"'))
      .map((line) => JSON.parse(line));
    const version = lines.find(({ expect: wanted }) => wanted?.body?.gitVersion !== undefined);
    const { expect: wanted } = version;
    const wrong = [
      { ...version, name: "status", expect: { ...wanted, status: 404 } },
      { ...version, name: "value", expect: { ...wanted, body: { ...wanted.body, minor: "1" } } },
      { ...version, name: "header", expect: { ...wanted, headers: { ...wanted.headers, warning: "x" } } },
      { ...version, name: "more", expect: { ...wanted, body: { ...wanted.body, extra: ["x"] } } },
      { ...version, name: "right" },
    ];
    const folder = await mkdtemp(join(tmpdir(), "kubernetes-replay-"));
    try {
      const path = join(folder, "changed.jsonl");
      await writeFile(path, [lines[0], ...wrong].map((line) => JSON.stringify(line)).join("\n"));
      const { passed, failed, failures } = await replay([path]);
      expect([passed, failed]).toEqual([1, 4]);
      expect(failures.map((line) => line.split(":")[0])).toEqual(
        ["status", "value", "header", "more"].map((name) => `server-info/${name}`),
      );
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  });
});
