/** The moves of a server: how it is ordered, what is done to it, and what is refused before anything is done. */
import type { Value } from "../../../../provider-bridge/framework/values/value";
import type { Scripted } from "./scripted-api";
import { ok, refused, scriptedCall } from "./scripted-call";

const values = (more: Readonly<Record<string, Value>> = {}) =>
  new Map<string, Value>(
    Object.entries({ id: "7", name: "node", server_type: "cx23", image: "debian-13", labels: null, ...more }),
  );
const block = (fields: Readonly<Record<string, Value>>) => new Map<string, Value>(Object.entries(fields));
const server = (more: object = {}) => ok({ server: { id: 7, name: "node", status: "running", ...more } });
const done = ok({ action: { id: 9, status: "success" } });
const failed = ok({ action: { id: 9, status: "error", error: { code: "server_error", message: "no" } } });
const gone = refused(404, "not_found");

type Fields = Readonly<Record<string, Value>>;

/** What an update of these attributes asks between its look at the server and its last one. */
async function change(before: Fields, after: Fields, answers: readonly Scripted[], current: object = {}) {
  const call = await scriptedCall("hcloud_server", [server(current), ...answers, server()], async (verbs, context) =>
    verbs.update?.(values(before), values(after), context),
  );
  return { ...call, moves: call.asked.slice(1, call.error === undefined ? -1 : undefined) };
}

const post = (move: string, body?: object) =>
  `POST /servers/7/actions/${move}${body === undefined ? "" : ` ${JSON.stringify(body)}`}`;

describe("rescue", () => {
  it("is enabled with the server's keys and begins at once", async () => {
    const key = ok({ ssh_keys: [{ id: 3 }] });
    const { moves } = await change({ ssh_keys: ["ops"] }, { rescue: "linux64", ssh_keys: ["ops"] }, [key, done, done]);
    expect(moves).toEqual([
      "GET /ssh_keys?name=ops",
      post("enable_rescue", { type: "linux64", ssh_keys: [3] }),
      post("reset"),
    ]);
  });

  it("is left at once", async () => {
    expect((await change({ rescue: "linux64" }, { rescue: null }, [done, done])).moves).toEqual([
      post("disable_rescue"),
      post("reset"),
    ]);
  });

  it("for a key that is not there does nothing to the server", async () => {
    const { error, moves } = await change({}, { rescue: "linux64", ssh_keys: ["ops"] }, [ok({ ssh_keys: [] })]);
    expect([String(error), moves]).toEqual([expect.stringContaining('SSH key "ops"'), ["GET /ssh_keys?name=ops"]]);
  });

  it("that is refused does not switch the server off", async () => {
    const { error, moves } = await change({}, { rescue: "linux64" }, [refused(423, "locked")]);
    expect([error, moves]).toEqual([
      expect.objectContaining({ code: "locked" }),
      [post("enable_rescue", { type: "linux64" })],
    ]);
  });
});

describe("an ISO", () => {
  const iso = ok({ isos: [{ id: 5, name: "talos.iso" }] });

  it("takes the place of another, and the server starts from it", async () => {
    const { moves } = await change({ iso: "old.iso" }, { iso: "talos.iso" }, [done, iso, done, done]);
    expect(moves).toEqual([
      post("detach_iso"),
      "GET /isos?name=talos.iso",
      post("attach_iso", { iso: 5 }),
      post("reset"),
    ]);
  });

  it("is found by its id", async () => {
    const { moves } = await change({}, { iso: "5" }, [ok({ iso: { id: 5 } }), done, done]);
    expect(moves).toEqual(["GET /isos/5", post("attach_iso", { iso: 5 }), post("reset")]);
  });

  it("is taken out", async () => {
    expect((await change({ iso: "5" }, { iso: null }, [done, done])).moves).toEqual([
      post("detach_iso"),
      post("reset"),
    ]);
  });

  it("that is not offered is said, and nothing is inserted", async () => {
    const { error, moves } = await change({}, { iso: "none.iso" }, [ok({ isos: [] })]);
    expect([String(error), moves]).toEqual([expect.stringContaining('ISO "none.iso"'), ["GET /isos?name=none.iso"]]);
  });
});

describe("a placement group", () => {
  const isIn = { placement_group: { id: 4 }, status: "off" };

  it("is left for another by a server that is off", async () => {
    const { moves } = await change(
      { placement_group_id: 4 },
      { placement_group_id: 6 },
      [done, ok({ placement_group: { id: 6 } }), done],
      isIn,
    );
    expect(moves).toEqual([
      post("remove_from_placement_group"),
      "GET /placement_groups/6",
      post("add_to_placement_group", { placement_group: 6 }),
    ]);
  });

  it("is left for none", async () => {
    const { moves } = await change({ placement_group_id: 4 }, { placement_group_id: 0 }, [done], isIn);
    expect(moves).toEqual([post("remove_from_placement_group")]);
  });

  it("is not left by a server that runs, and that is said before anything is asked", async () => {
    const { error, moves } = await change({ placement_group_id: 4 }, { placement_group_id: 6 }, [], {
      ...isIn,
      status: "running",
    });
    expect([String(error), moves]).toEqual([expect.stringContaining("running server cannot leave"), []]);
  });

  it("that is not there is said", async () => {
    const { error, moves } = await change({}, { placement_group_id: 6 }, [gone]);
    expect([String(error), moves]).toEqual([
      expect.stringContaining('placement group "6"'),
      ["GET /placement_groups/6"],
    ]);
  });
});

describe("other changes", () => {
  it("come in one order, each only where something differs", async () => {
    const { moves } = await change(
      { backups: false, firewall_ids: [1, 2], delete_protection: false, rebuild_protection: false },
      {
        name: "other",
        labels: block({ a: "b" }),
        server_type: "cx33",
        keep_disk: true,
        backups: true,
        firewall_ids: [4, 2, 3],
        delete_protection: true,
        rebuild_protection: true,
      },
      Array.from({ length: 9 }, () => done),
    );
    const target = [{ type: "server", server: { id: 7 } }];
    expect(moves).toEqual([
      'PUT /servers/7 {"name":"other"}',
      'PUT /servers/7 {"labels":{"a":"b"}}',
      post("poweroff"),
      post("change_type", { server_type: "cx33", upgrade_disk: false }),
      post("enable_backup"),
      `POST /firewalls/1/actions/remove_from_resources ${JSON.stringify({ remove_from: target })}`,
      `POST /firewalls/3/actions/apply_to_resources ${JSON.stringify({ apply_to: target })}`,
      `POST /firewalls/4/actions/apply_to_resources ${JSON.stringify({ apply_to: target })}`,
      post("change_protection", { rebuild: true, delete: true }),
    ]);
    expect((await change({}, {}, [])).moves).toEqual([]);
  });

  it("of the type do not switch off what is off", async () => {
    const { moves } = await change({}, { server_type: "cx33", keep_disk: false }, [done], { status: "off" });
    expect(moves).toEqual([post("change_type", { server_type: "cx33", upgrade_disk: true })]);
  });

  it("of networks detach first; other alias addresses alone are changed where they are", async () => {
    const network = (id: number, ip: string, aliasIps: string[]) =>
      block({ network_id: id, subnet_id: null, ip, alias_ips: aliasIps });
    const { moves } = await change(
      { network: [network(1, "10.0.0.2", []), network(2, "10.1.0.2", ["10.1.0.3"])] },
      { network: [network(2, "10.1.0.2", ["10.1.0.4"]), network(3, "10.2.0.2", [])] },
      [done, done, done],
    );
    expect(moves).toEqual([
      post("detach_from_network", { network: 1 }),
      post("change_alias_ips", { network: 2, alias_ips: ["10.1.0.4"] }),
      post("attach_to_network", { network: 3, ip: "10.2.0.2" }),
    ]);
  });

  it("of addresses switch the server off and on; one that was made for it is deleted, one that was given is not", async () => {
    const net = (ipv4: number) => [block({ ipv4_enabled: true, ipv4, ipv6_enabled: false, ipv6: 0 })];
    const current = { public_net: { ipv4: { id: 20 }, ipv6: null } };
    const assignee = { assignee_id: 7, assignee_type: "server" };
    const answers = Array.from({ length: 6 }, () => done);
    expect((await change({ public_net: net(0) }, { public_net: net(21) }, answers.slice(0, 5), current)).moves).toEqual(
      [
        post("poweroff"),
        "POST /primary_ips/20/actions/unassign",
        "DELETE /primary_ips/20",
        `POST /primary_ips/21/actions/assign ${JSON.stringify(assignee)}`,
        post("poweron"),
      ],
    );
    expect((await change({ public_net: net(20) }, { public_net: net(0) }, answers.slice(0, 4), current)).moves).toEqual(
      [
        post("poweroff"),
        "POST /primary_ips/20/actions/unassign",
        `POST /primary_ips ${JSON.stringify({ name: "primary_ip-0", type: "ipv4", ...assignee, auto_delete: true })}`,
        post("poweron"),
      ],
    );
  });

  it("of a server that is gone are told so", async () => {
    const { result, asked } = await scriptedCall("hcloud_server", [gone, ok({ servers: [] })], async (verbs, context) =>
      verbs.update?.(values(), values({ name: "x" }), context),
    );
    expect([result, asked]).toEqual([undefined, ["GET /servers/7", "GET /servers?name=7"]]);
  });
});

describe("an order", () => {
  const type = ok({ server_types: [{ id: 1, name: "cx23", architecture: "x86", locations: [] }] });
  const image = ok({ images: [{ id: 2, name: "debian-13", architecture: "x86", deprecated: null }] });
  const made = ok({ server: { id: 7 }, action: { id: 9, status: "success" }, next_actions: [], root_password: null });
  const create = (fields: Fields, ...answers: readonly Scripted[]) =>
    scriptedCall("hcloud_server", answers, (verbs, context) => verbs.create(values(fields), context));

  it("with an ISO and rescue resets twice", async () => {
    const iso = ok({ isos: [{ id: 5 }] });
    const { asked, made: told } = await create(
      { iso: "talos.iso", rescue: "linux64" },
      ...[type, image, made, iso, done, done, done, done, server()],
    );
    expect(asked.slice(2)).toEqual([
      'POST /servers {"name":"node","server_type":"cx23","image":2}',
      "GET /isos?name=talos.iso",
      post("attach_iso", { iso: 5 }),
      post("reset"),
      post("enable_rescue", { type: "linux64" }),
      post("reset"),
      "GET /servers/7",
    ]);
    expect(told).toEqual([{ id: "7" }]);
  });

  it("without any public address is switched on in its network", async () => {
    const network = [block({ network_id: 3, subnet_id: null, ip: "10.0.0.2", alias_ips: [] })];
    const public_net = [block({ ipv4_enabled: false, ipv4: 0, ipv6_enabled: false, ipv6: 0 })];
    const { asked } = await create({ network, public_net }, type, image, made, done, done, server());
    expect(asked.slice(2, 5)).toEqual([
      `POST /servers ${JSON.stringify({
        name: "node",
        server_type: "cx23",
        image: 2,
        start_after_create: false,
        public_net: { enable_ipv4: false, enable_ipv6: false },
      })}`,
      post("attach_to_network", { network: 3, ip: "10.0.0.2" }),
      post("poweron"),
    ]);
  });

  it("that fails after the server was made says that it exists", async () => {
    const { error, made: told } = await create({ rescue: "linux64" }, type, image, made, failed);
    expect([error, told]).toEqual([expect.objectContaining({ code: "action_failed" }), [{ id: "7" }]]);
  });

  it.each<[string, Fields, readonly Scripted[]]>([
    ['server type "cx99"', { server_type: "cx99" }, [ok({ server_types: [] })]],
    ['image for architecture x86 "dos"', { image: "dos" }, [type, ok({ images: [] })]],
    ['image for architecture x86 "8"', { image: "8" }, [type, ok({ image: { id: 8, architecture: "arm" } })]],
    ["Missing image", { image: null }, [type]],
    ['SSH key "ops"', { ssh_keys: ["ops"] }, [type, image, ok({ ssh_keys: [] })]],
    ['placement group "6"', { placement_group_id: 6 }, [type, image, gone]],
  ])("is refused without being sent: %s", async (told, fields, answers) => {
    const { error, asked, made: existing } = await create(fields, ...answers);
    expect(String(error)).toContain(told);
    expect(asked.filter((line) => line.startsWith("POST"))).toEqual([]);
    expect(existing).toEqual([]);
  });
});

describe("an end", () => {
  const remove = (fields: Fields, ...answers: readonly Scripted[]) =>
    scriptedCall("hcloud_server", answers, (verbs, context) => verbs.delete(values(fields), context));

  it("is asked for once, and that the server is gone already is an error", async () => {
    expect((await remove({}, done)).asked).toEqual(["DELETE /servers/7"]);
    expect((await remove({}, gone)).error).toMatchObject({ code: "not_found" });
  });

  it("waits for a guest that is to shut down first, and not for ever", async () => {
    const off = await remove({ shutdown_before_deletion: true }, done, server(), server({ status: "off" }), done);
    expect(off.asked).toEqual([post("shutdown"), "GET /servers/7", "GET /servers/7", "DELETE /servers/7"]);
    const never = Array.from({ length: 5 }, () => server());
    const deaf = await remove({ shutdown_before_deletion: true }, done, ...never, done);
    expect([deaf.error, deaf.asked.at(-1)]).toEqual([undefined, "DELETE /servers/7"]);
  });
});
