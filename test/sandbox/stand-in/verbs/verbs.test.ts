import type { Value } from "../../../../provider-bridge/framework/values/value";
import { Api } from "../../../../sandbox/stand-in/api";
import { VERBS, type Verbs } from "../../../../sandbox/stand-in/verbs";
import type { ChangeContext } from "../../../../sandbox/stand-in/verbs/verbs";
import { type Scripted, scriptedApi } from "./scripted-api";

const group = { id: 5003, name: "pg", labels: { env: "test" }, type: "spread", servers: [1001] };
const stored = new Map<string, Value>([
  ["id", "5003"],
  ["name", "pg"],
  ["labels", new Map([["env", "test"]])],
  ["type", "spread"],
  ["servers", [1001]],
]);
const found: Scripted = { status: 200, response: { placement_group: group } };
const missing: Scripted = { status: 404, response: { error: { code: "not_found", message: "not found" } } };

async function replay<T>(
  type: string,
  answers: readonly Scripted[],
  run: (verbs: Required<Pick<Verbs, "create" | "read" | "update" | "delete">>, context: ChangeContext) => Promise<T>,
) {
  const scripted = await scriptedApi(answers);
  const verbs = VERBS[type];
  if (verbs?.update === undefined) throw new Error(`Cannot find "${type}"`);
  const api = new Api({
    ...scripted.settings,
    polling: { intervalMs: undefined, grows: true },
    half: "sdk",
    pause: async () => undefined,
    signal: new AbortController().signal,
  });
  try {
    const context = {
      api,
      made: () => undefined,
      warn: () => undefined,
      nowMs: () => 0,
      random: () => 0,
      config: new Map(),
    };
    const result = await run({ ...verbs, update: verbs.update }, context);
    return { result, asked: scripted.asked };
  } finally {
    await scripted.close();
  }
}

describe("what is asked of the API", () => {
  it("a placement group is made, then read", async () => {
    const made: Scripted = { status: 201, response: { placement_group: group, action: null } };
    const { result, asked } = await replay("hcloud_placement_group", [made, found], (verbs, context) =>
      verbs.create(stored, context),
    );
    expect(result).toEqual(Object.fromEntries(stored));
    expect(asked).toEqual([
      { method: "POST", path: "/placement_groups", body: { name: "pg", labels: { env: "test" }, type: "spread" } },
      { method: "GET", path: "/placement_groups/5003", body: null },
    ]);
  });

  it("name and labels of a placement group are two requests, after a look at it", async () => {
    const plan = new Map<string, Value>(stored).set("name", "other").set("labels", new Map());
    const { asked } = await replay("hcloud_placement_group", [found, found, found, found], (verbs, context) =>
      verbs.update(stored, plan, context),
    );
    expect(asked.map(({ method, body }) => [method, body])).toEqual([
      ["GET", null],
      ["PUT", { name: "other" }],
      ["PUT", { labels: {} }],
      ["GET", null],
    ]);
  });

  it("an SSH key puts what has changed, all in one", async () => {
    const answer: Scripted = { status: 200, response: { ssh_key: { id: 1, name: "other", labels: {} } } };
    const plan = new Map<string, Value>(stored).set("name", "other");
    const { asked } = await replay("hcloud_ssh_key", [answer], (verbs, context) => verbs.update(stored, plan, context));
    expect(asked).toEqual([{ method: "PUT", path: "/ssh_keys/5003", body: { name: "other" } }]);
  });

  it.each(["hcloud_placement_group", "hcloud_ssh_key"])(
    "%s is gone where the API says so, and only there",
    async (type) => {
      const read = (answer: Scripted) => replay(type, [answer], (verbs, context) => verbs.read(stored, context));
      expect((await read(missing)).result).toBeUndefined();
      await expect(read({ status: 404, response: null })).rejects.toThrow(/404/);
      await expect(read({ status: 500, response: { error: { code: "server_error", message: "x" } } })).rejects.toThrow(
        /server_error/,
      );
    },
  );

  it("deleting what is gone is an error for a placement group, and none for an SSH key", async () => {
    const remove = (type: string) => replay(type, [missing], (verbs, context) => verbs.delete(stored, context));
    await expect(remove("hcloud_placement_group")).rejects.toThrow(/not_found/);
    expect((await remove("hcloud_ssh_key")).asked).toEqual([{ method: "DELETE", path: "/ssh_keys/5003", body: null }]);
  });
});
