import type { Value } from "../../../../provider-bridge/framework/values/value";
import { ok, refused, scriptedCall } from "./scripted-call";

const values = (more: Readonly<Record<string, Value>> = {}) =>
  new Map<string, Value>(Object.entries({ id: "5", name: "vol", size: 10, server_id: null, ...more }));
const volume = (more: object = {}) => ok({ volume: { id: 5, name: "vol", size: 10, server: null, ...more } });
const failed = ok({
  volume: { id: 5 },
  action: null,
  next_actions: [{ id: 8, status: "error", command: "attach_volume" }],
});

describe("hcloud_volume", () => {
  it("whose attaching fails is attached again, for a while; it exists all the same", async () => {
    const plan = values({ server_id: 1 });
    const locked = Array.from({ length: 9 }, () => refused(423, "locked"));
    const { error, made, asked } = await scriptedCall("hcloud_volume", [failed, ...locked], (verbs, context) =>
      verbs.create(plan, context),
    );
    expect([error, made]).toEqual([expect.objectContaining({ code: "locked" }), [{ id: "5" }]]);
    expect(asked.slice(1)).toEqual(Array.from({ length: 5 }, () => 'POST /volumes/5/actions/attach {"server":1}'));
  });

  it("is detached before it is attached elsewhere, and the number 0 is no server", async () => {
    const move = (from: number, to: number) =>
      scriptedCall("hcloud_volume", [volume(), ok({}), ok({}), volume()], async (verbs, context) =>
        verbs.update?.(values({ server_id: from }), values({ server_id: to }), context),
      );
    expect((await move(1, 2)).asked.slice(1, 3)).toEqual([
      "POST /volumes/5/actions/detach {}",
      'POST /volumes/5/actions/attach {"server":2}',
    ]);
    expect((await move(1, 0)).asked[1]).toBe("POST /volumes/5/actions/detach {}");
    expect((await move(0, 2)).asked[1]).toBe('POST /volumes/5/actions/attach {"server":2}');
  });

  it("is deleted after at most five tries of each step", async () => {
    const remove = (...answers: Parameters<typeof scriptedCall>[1]) =>
      scriptedCall("hcloud_volume", answers, (verbs, context) => verbs.delete(values(), context));
    expect((await remove(volume({ server: 1 }), ok({}), ok(null))).asked).toEqual([
      "GET /volumes/5",
      "POST /volumes/5/actions/detach {}",
      "DELETE /volumes/5",
    ]);
    const refusals = Array.from({ length: 9 }, () => refused(423, "protected"));
    expect(await remove(volume(), ...refusals)).toMatchObject({ waitsMs: [1000, 2000, 4000, 8000] });
    expect((await remove(refused(404, "not_found"))).error).toBeUndefined();
  });

  it.each(["", "vol", "5/../6", "-1"])("with the id %j is not asked for", async (id) => {
    const { result, asked } = await scriptedCall("hcloud_volume", [], (verbs, context) =>
      verbs.read(values({ id }), context),
    );
    expect([result, asked]).toEqual([undefined, []]);
  });

  it("that an answer does not name is an error", async () => {
    const { error } = await scriptedCall("hcloud_volume", [ok({ volume: {} })], (verbs, context) =>
      verbs.create(values(), context),
    );
    expect(error).toMatchObject({ code: "malformed_answer" });
  });
});

describe("hcloud_volume_attachment", () => {
  it("that was posted exists, even if it fails afterwards", async () => {
    const attaching = ok({ action: { id: 8, status: "error", error: { code: "locked", message: "x" } } });
    const { error, made } = await scriptedCall("hcloud_volume_attachment", [attaching], (verbs, context) =>
      verbs.create(
        new Map<string, Value>([
          ["volume_id", 5],
          ["server_id", 1],
        ]),
        context,
      ),
    );
    expect([error, made]).toEqual([expect.objectContaining({ code: "action_failed" }), [{ id: "5" }]]);
  });

  it("is gone where the volume, its server or the bond is", async () => {
    const read = (...answers: Parameters<typeof scriptedCall>[1]) =>
      scriptedCall("hcloud_volume_attachment", answers, (verbs, context) => verbs.read(values(), context));
    expect((await read(refused(404, "not_found"))).result).toBeUndefined();
    expect((await read(volume())).result).toBeUndefined();
    expect((await read(volume({ server: 1 }), refused(404, "not_found"))).result).toBeUndefined();
    expect((await read(volume({ server: 1 }), ok({ server: { id: 1 } }))).result).toMatchObject({ server_id: 1 });
  });

  it("refuses to change", async () => {
    const { error, asked } = await scriptedCall("hcloud_volume_attachment", [], async (verbs, context) =>
      verbs.update?.(values(), values({ automount: true }), context),
    );
    expect([String(error), asked]).toEqual([expect.stringContaining("cannot be changed"), []]);
  });
});
