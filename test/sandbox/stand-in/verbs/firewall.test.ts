import type { Value } from "../../../../provider-bridge/framework/values/value";
import { ok, refused, scriptedCall } from "./scripted-call";

const rule = (port: string, description: Value = "") =>
  new Map<string, Value>([
    ["direction", "in"],
    ["protocol", "tcp"],
    ["port", port],
    ["source_ips", ["0.0.0.0/0"]],
    ["destination_ips", []],
    ["description", description],
  ]);
const target = (server: number, selector: string) =>
  new Map<string, Value>([
    ["server", server],
    ["label_selector", selector],
  ]);
const values = (more: Readonly<Record<string, Value>>) =>
  new Map<string, Value>(Object.entries({ id: "3", name: "fw", labels: null, rule: [], apply_to: [], ...more }));
const firewall = (more: object = {}) =>
  ok({ firewall: { id: 3, name: "fw", labels: {}, rules: [], applied_to: [], ...more } });

describe("hcloud_firewall", () => {
  it("leaves rules alone that only tell nothing in another way, and tells the API of no empty set", async () => {
    const update = (before: readonly Value[], after: readonly Value[]) =>
      scriptedCall("hcloud_firewall", [firewall(), firewall(), firewall()], async (verbs, context) =>
        verbs.update?.(values({ rule: before }), values({ rule: after }), context),
      );
    expect((await update([rule("80"), rule("22")], [rule("22", null), rule("80", null)])).asked).toEqual([
      "GET /firewalls/3",
      "GET /firewalls/3",
    ]);
    expect((await update([rule("80")], [])).asked).toHaveLength(2);
    expect((await update([rule("80")], [rule("443")])).asked[1]).toBe(
      'POST /firewalls/3/actions/set_rules {"rules":[{"direction":"in","source_ips":["0.0.0.0/0"],"protocol":"tcp","port":"443"}]}',
    );
  });

  it("takes off what is not wanted before it is put where it is", async () => {
    const answers = [firewall(), ok({ actions: [] }), ok({ actions: [] }), firewall()];
    const { asked } = await scriptedCall("hcloud_firewall", answers, async (verbs, context) =>
      verbs.update?.(
        values({ apply_to: [target(1, ""), target(2, "")] }),
        values({ apply_to: [target(2, ""), target(0, "a=b")] }),
        context,
      ),
    );
    expect(asked.slice(1, 3)).toEqual([
      'POST /firewalls/3/actions/remove_from_resources {"remove_from":[{"type":"server","server":{"id":1}}]}',
      'POST /firewalls/3/actions/apply_to_resources {"apply_to":[{"type":"label_selector","label_selector":{"selector":"a=b"}}]}',
    ]);
  });

  it("is deleted as soon as it is no more in use, and not for ever", async () => {
    const remove = (refusals: number) => {
      const answers = [
        firewall(),
        ...Array.from({ length: refusals }, () => refused(422, "resource_in_use")),
        ok(null),
      ];
      return scriptedCall("hcloud_firewall", answers, (verbs, context) => verbs.delete(values({}), context));
    };
    expect(await remove(2)).toMatchObject({ waitsMs: [1000, 2000], error: undefined });
    expect((await remove(99)).error).toMatchObject({ code: "resource_in_use" });
    expect((await remove(99)).asked).toHaveLength(11);
  });

  it("that is gone is no trouble for a delete, and told by an update", async () => {
    const gone = [refused(404, "not_found")];
    expect(
      (await scriptedCall("hcloud_firewall", gone, (verbs, context) => verbs.delete(values({}), context))).error,
    ).toBeUndefined();
    const updated = await scriptedCall("hcloud_firewall", gone, async (verbs, context) =>
      verbs.update?.(values({}), values({ name: "b" }), context),
    );
    expect([updated.result, updated.asked.length]).toEqual([undefined, 1]);
  });

  it.each([
    ["an id that is a text", ok({ firewall: { id: "3" }, actions: [] })],
    ["no firewall", ok({})],
    ["no object", ok([])],
  ])("an answer with %s is an error, and no state", async (_title, answer) => {
    const { error, made } = await scriptedCall("hcloud_firewall", [answer], (verbs, context) =>
      verbs.create(values({}), context),
    );
    expect([error, made]).toEqual([expect.objectContaining({ code: "malformed_answer" }), []]);
  });

  it("reads past what it does not know in an answer", async () => {
    const odd = firewall({
      rules: [null, 7, { direction: "in", source_ips: ["a", 1] }],
      applied_to: [{ type: "moon" }, null],
    });
    const { result } = await scriptedCall("hcloud_firewall", [odd], (verbs, context) =>
      verbs.read(values({}), context),
    );
    const blank = [...rule("").keys()].map((name): [string, Value] => [name, name.endsWith("_ips") ? [] : ""]);
    const known = new Map<string, Value>([...blank, ["direction", "in"], ["source_ips", ["a"]]]);
    expect(result).toMatchObject({ apply_to: [], rule: [known] });
  });
});

describe("hcloud_firewall_attachment", () => {
  const attached = new Map<string, Value>([
    ["firewall_id", 3],
    ["server_ids", [1, 2]],
    ["label_selectors", null],
  ]);

  it("with nothing to attach to asks nothing", async () => {
    const nothing = new Map<string, Value>([["firewall_id", 3]]);
    const { asked, error } = await scriptedCall("hcloud_firewall_attachment", [], (verbs, context) =>
      verbs.create(nothing, context),
    );
    expect([asked, String(error)]).toEqual([[], expect.stringContaining("Nothing to attach")]);
  });

  it("waits for what both requests of an update have started", async () => {
    const applied = firewall({ applied_to: [{ type: "server", server: { id: 9 } }] });
    const running = (id: number) => ok({ actions: [{ id, status: "running" }] });
    const ended = ok({
      actions: [
        { id: 7, status: "success" },
        { id: 8, status: "success" },
      ],
    });
    const { asked, result } = await scriptedCall(
      "hcloud_firewall_attachment",
      [applied, running(7), running(8), ended, applied],
      async (verbs, context) => verbs.update?.(attached, attached, context),
    );
    expect(asked[3]).toBe("GET /actions?id=7&id=8&page=1&sort=status&sort=id");
    expect(result).toMatchObject({ server_ids: [9], label_selectors: [] });
  });

  it("is imported by a number only", async () => {
    const { error } = await scriptedCall("hcloud_firewall_attachment", [], async (verbs, context) =>
      typeof verbs.importState === "function" ? verbs.importState("web", context) : undefined,
    );
    expect(String(error)).toContain("Cannot import");
  });
});
