import type { Value } from "../../../../provider-bridge/framework/values/value";
import type { Scripted } from "./scripted-api";
import { ok, refused, scriptedCall } from "./scripted-call";

const group = { id: 5003, name: "pg", labels: { env: "test" }, type: "spread", servers: [1001] };
const stored = new Map<string, Value>([
  ["id", "5003"],
  ["name", "pg"],
  ["labels", new Map([["env", "test"]])],
  ["type", "spread"],
  ["servers", [1001]],
]);
const found = ok({ placement_group: group });
const missing = refused(404, "not_found");

describe("what is asked of the API", () => {
  it("a placement group is made, then read", async () => {
    const made = ok({ placement_group: group, action: null });
    const { result, asked } = await scriptedCall("hcloud_placement_group", [made, found], (verbs, context) =>
      verbs.create(stored, context),
    );
    expect(result).toEqual(Object.fromEntries(stored));
    expect(asked).toEqual([
      'POST /placement_groups {"name":"pg","type":"spread","labels":{"env":"test"}}',
      "GET /placement_groups/5003",
    ]);
  });

  it("name and labels of a placement group are two requests, after a look at it", async () => {
    const plan = new Map<string, Value>(stored).set("name", "other").set("labels", new Map());
    const answers = [found, found, found, found];
    const { asked } = await scriptedCall("hcloud_placement_group", answers, async (verbs, context) =>
      verbs.update?.(stored, plan, context),
    );
    expect(asked).toEqual([
      "GET /placement_groups/5003",
      'PUT /placement_groups/5003 {"name":"other"}',
      'PUT /placement_groups/5003 {"labels":{}}',
      "GET /placement_groups/5003",
    ]);
  });

  it("an SSH key puts what has changed, all in one", async () => {
    const answer = ok({ ssh_key: { id: 1, name: "other", labels: {} } });
    const plan = new Map<string, Value>(stored).set("name", "other");
    const { asked } = await scriptedCall("hcloud_ssh_key", [answer], async (verbs, context) =>
      verbs.update?.(stored, plan, context),
    );
    expect(asked).toEqual(['PUT /ssh_keys/5003 {"name":"other"}']);
  });

  it.each(["hcloud_placement_group", "hcloud_ssh_key"])(
    "%s is gone where the API says so, and only there",
    async (type) => {
      const read = (answer: Scripted) => scriptedCall(type, [answer], (verbs, context) => verbs.read(stored, context));
      expect(await read(missing)).toMatchObject({ result: undefined, error: undefined });
      expect((await read({ status: 404, response: null })).error).toMatchObject({ status: 404 });
      expect((await read(refused(500, "server_error"))).error).toMatchObject({ status: 500 });
    },
  );

  it("deleting what is gone is an error for a placement group, and none for an SSH key", async () => {
    const remove = (type: string) => scriptedCall(type, [missing], (verbs, context) => verbs.delete(stored, context));
    expect((await remove("hcloud_placement_group")).error).toMatchObject({ code: "not_found" });
    expect(await remove("hcloud_ssh_key")).toMatchObject({ asked: ["DELETE /ssh_keys/5003"], error: undefined });
  });
});
