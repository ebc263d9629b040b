import type { Value } from "../../../../provider-bridge/framework/values/value";
import { ok, refused, scriptedCall } from "./scripted-call";

const values = (fields: Readonly<Record<string, Value>>) => new Map<string, Value>(Object.entries(fields));
const loadBalancer = (more: object = {}) =>
  ok({
    load_balancer: {
      id: 4,
      name: "lb",
      public_net: { enabled: true, ipv4: { ip: "203.0.113.1" }, ipv6: { ip: null } },
      private_net: [],
      services: [],
      targets: [],
      ...more,
    },
  });
const done = ok({ action: { id: 9, status: "success" } });

describe("hcloud_load_balancer_network", () => {
  const planned = values({
    load_balancer_id: 4,
    network_id: null,
    subnet_id: "2-10.0.1.0/24",
    ip: null,
    enable_public_interface: true,
  });
  const attached = loadBalancer({ private_net: [{ network: 2, ip: "10.0.1.7" }] });
  const create = (...answers: Parameters<typeof scriptedCall>[1]) =>
    scriptedCall("hcloud_load_balancer_network", answers, (verbs, context) => verbs.create(planned, context));

  it("goes into the subnet that is named, and takes an attachment that is there already", async () => {
    const { asked, result } = await create(done, attached);
    expect(asked[0]).toBe('POST /load_balancers/4/actions/attach_to_network {"network":2,"ip_range":"10.0.1.0/24"}');
    expect(result).toEqual({
      id: "4-2",
      load_balancer_id: 4,
      network_id: 2,
      ip: "10.0.1.7",
      enable_public_interface: true,
    });
    const again = refused(422, "load_balancer_already_attached");
    expect((await create(again, attached, attached)).result).toEqual(result);
    expect((await create(again, loadBalancer())).error).toMatchObject({ code: "load_balancer_already_attached" });
  });

  it("tries again what passes, and gives up", async () => {
    expect((await create(refused(422, "no_subnet_available"), done, attached)).waitsMs).toEqual([1000]);
    const { error, asked } = await create(...Array.from({ length: 9 }, () => refused(423, "locked")));
    expect([error, asked.length]).toEqual([expect.objectContaining({ code: "locked" }), 5]);
  });

  it("looks until it is gone, and not for ever", async () => {
    const stored = values({ load_balancer_id: 4, network_id: 2 });
    const remove = (...answers: Parameters<typeof scriptedCall>[1]) =>
      scriptedCall("hcloud_load_balancer_network", answers, (verbs, context) => verbs.delete(stored, context));
    expect((await remove(done, attached, attached, loadBalancer())).waitsMs).toEqual([2000, 2000]);
    expect((await remove(done, ...Array.from({ length: 20 }, () => attached))).asked).toHaveLength(11);
    expect((await remove(refused(404, "not_found"), refused(404, "not_found"))).error).toBeUndefined();
  });
});

describe("hcloud_load_balancer_target", () => {
  const plan = (fields: Readonly<Record<string, Value>>) => values({ load_balancer_id: 4, ...fields });
  const create = (fields: Readonly<Record<string, Value>>, ...answers: Parameters<typeof scriptedCall>[1]) =>
    scriptedCall("hcloud_load_balancer_target", answers, (verbs, context) => verbs.create(plan(fields), context));

  it.each([
    ["server", "server_id"],
    ["label_selector", "label_selector"],
    ["ip", "ip"],
  ])("of type %s needs its %s", async (type, missing) => {
    const { error, asked } = await create({ type }, loadBalancer());
    expect([String(error), asked]).toEqual([
      expect.stringContaining("The target is not said"),
      ["GET /load_balancers/4"],
    ]);
    expect(error).toMatchObject({ diagnostic: { path: [{ kind: "attribute", name: missing }] } });
  });

  it("says which of both is not there, before it adds anything", async () => {
    const server = { type: "server", server_id: 1 };
    expect(String((await create(server, refused(404, "not_found"))).error)).toContain("load balancer 4");
    expect(String((await create(server, loadBalancer(), refused(404, "not_found"))).error)).toContain("server 1");
    const { error, asked } = await create(
      { ...server, use_private_ip: true },
      loadBalancer(),
      ok({ server: { id: 1 } }),
    );
    expect([String(error), asked.length]).toEqual([expect.stringContaining("no private network"), 2]);
  });

  it("that is there already is taken as it is; an address says nothing of private ones", async () => {
    const { result, asked } = await create(
      { type: "ip", ip: "192.0.2.1" },
      loadBalancer(),
      refused(422, "target_already_defined"),
    );
    expect(asked[1]).toBe('POST /load_balancers/4/actions/add_target {"type":"ip","ip":{"ip":"192.0.2.1"}}');
    expect(result).toEqual({ id: expect.stringMatching(/^lb-ip-tgt-[0-9a-f]{64}-4$/) });
  });

  it.each(["4", "4__moon__1", "x__server__1", "4__server__", ""])("is not imported as %j", async (id) => {
    const { error, asked } = await scriptedCall("hcloud_load_balancer_target", [], async (verbs, context) =>
      typeof verbs.importState === "function" ? verbs.importState(id, context) : undefined,
    );
    expect([String(error), asked]).toEqual([expect.stringContaining("Cannot import"), []]);
  });
});

describe("hcloud_load_balancer_service", () => {
  const call = (fields: Readonly<Record<string, Value>>, ...answers: Parameters<typeof scriptedCall>[1]) =>
    scriptedCall("hcloud_load_balancer_service", answers, (verbs, context) =>
      verbs.create(values({ load_balancer_id: "4", ...fields }), context),
    );

  it("listens where its protocol does, and is known by its port", async () => {
    const service = { protocol: "https", listen_port: 443, destination_port: 80, health_check: { protocol: "tcp" } };
    const { asked, result } = await call({ protocol: "https" }, done, loadBalancer({ services: [service] }));
    expect(asked[0]).toBe('POST /load_balancers/4/actions/add_service {"protocol":"https","listen_port":443}');
    expect(result).toMatchObject({ id: "4__443", listen_port: 443, destination_port: 80 });
  });

  it("of a load balancer whose id is none asks nothing", async () => {
    const { error, asked } = await call({ load_balancer_id: "4/../1", protocol: "http" });
    expect([String(error), asked]).toEqual([expect.stringContaining("no load balancer's id"), []]);
  });

  it.each(["4", "4__", "x__80", "4__80__1"])("with the id %j is not there", async (id) => {
    const { result, asked } = await scriptedCall("hcloud_load_balancer_service", [], (verbs, context) =>
      verbs.read(values({ id }), context),
    );
    expect([result, asked]).toEqual([undefined, []]);
  });
});
