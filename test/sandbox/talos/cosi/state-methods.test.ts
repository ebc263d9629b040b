import { EventType, type Messages } from "../../../../wire/cosi/generated/resource";
import { GrpcStatus } from "../../../../wire/grpc/status";
import { network } from "../../../../wire/talos-resources/generated/network";
import { all, play, secret, type } from "./played-store";

const get = ["Get", "GetRequest", "GetResponse"] as const;
const list = ["List", "ListRequest", "ListResponse"] as const;
const watch = ["Watch", "WatchRequest", "WatchResponse"] as const;

const ids = async (items: AsyncIterable<Messages["ListResponse"]>) =>
  (await all(items)).map((reply) => reply.resource?.metadata?.id);

describe("Get and List", () => {
  it("gives both forms of a resource, its version and its times", async () => {
    const { call, change } = play();
    const [before] = await all(call(get, { namespace: "network", type, id: "a" }));
    expect(before?.resource?.metadata).toMatchObject({
      version: "1",
      phase: "running",
      owner: "network.HostnameSpecController",
    });
    change({ a: "three" });
    const [after] = await all(call(get, { namespace: "network", type, id: "a" }));
    expect(after?.resource?.metadata).toMatchObject({
      version: "2",
      created: { seconds: 1_700_000_000n },
      updated: { seconds: 1_700_000_001n },
    });
    expect(after?.resource?.spec?.yamlSpec).toBe('hostname: three\ndomainname: ""\n');
    expect(network.decode("HostnameStatusSpec", after?.resource?.spec?.protoSpec ?? Buffer.alloc(0)).hostname).toBe(
      "three",
    );
  });

  it("lists by id, and by queries for labels and ids", async () => {
    const { call } = play({ c: "x", a: "one", b: "two" });
    const options = (terms: { key: string; op: number; value?: string[]; invert?: boolean }[]) => ({
      options: { labelQuery: [{ terms }] },
    });
    const at = { namespace: "network", type };
    expect(await ids(call(list, at))).toEqual(["a", "b", "c"]);
    expect(await ids(call(list, { ...at, ...options([{ key: "name", op: 3, value: ["one", "x"] }]) }))).toEqual([
      "a",
      "c",
    ]);
    expect(
      await ids(call(list, { ...at, ...options([{ key: "name", op: 1, value: ["one"], invert: true }]) })),
    ).toEqual(["b", "c"]);
    expect(await ids(call(list, { ...at, ...options([{ key: "other", op: 0 }]) }))).toEqual([]);
    expect(await ids(call(list, { ...at, options: { idQuery: { regexp: "^[ab]$" } } }))).toEqual(["a", "b"]);
  });

  it("describes its own types, with the short names that clients resolve", async () => {
    const { call } = play();
    const id = type.toLowerCase();
    const [found] = await all(call(get, { namespace: "meta", type: "ResourceDefinitions.meta.cosi.dev", id }));
    expect(found?.resource?.spec?.yamlSpec).toContain("displayType: HostnameStatus\n");
    expect(found?.resource?.spec?.yamlSpec).toContain("    - hostnamestatuses.net\n");
  });
});

describe("refusals", () => {
  const cases: [string, readonly [string, keyof Messages & string, keyof Messages & string], object, number, string][] =
    [
      [
        "what is not there",
        get,
        { namespace: "network", type, id: "z" },
        GrpcStatus.NOT_FOUND,
        `resource ${type}(network/z@undefined) doesn't exist`,
      ],
      [
        "a type that is unknown",
        get,
        { namespace: "network", type: "Cats.talos.dev", id: "z" },
        GrpcStatus.PERMISSION_DENIED,
        'resource type "Cats.talos.dev" is not supported',
      ],
      [
        "a namespace that is unknown",
        list,
        { namespace: "cats", type },
        GrpcStatus.PERMISSION_DENIED,
        'namespace "cats" is not supported',
      ],
      [
        "a reader who wants secrets",
        list,
        { namespace: "secrets", type: secret.type },
        GrpcStatus.PERMISSION_DENIED,
        "not authorized",
      ],
      [
        "a watcher who wants secrets",
        watch,
        { namespace: "secrets", type: secret.type },
        GrpcStatus.PERMISSION_DENIED,
        "not authorized",
      ],
      [
        "who writes",
        ["Create", "CreateRequest", "CreateResponse"],
        {},
        GrpcStatus.PERMISSION_DENIED,
        "write access is not allowed",
      ],
      [
        "a wrong expression",
        list,
        { namespace: "network", type, options: { idQuery: { regexp: "(" } } },
        GrpcStatus.INVALID_ARGUMENT,
        "failed to compile regexp",
      ],
      [
        "contents of one resource",
        watch,
        { namespace: "network", type, id: "a", options: { bootstrapContents: true } },
        GrpcStatus.UNIMPLEMENTED,
        "bootstrap contents is not implemented",
      ],
      [
        "a bookmark that is none",
        watch,
        { namespace: "network", type, options: { startFromBookmark: Buffer.from("cats") } },
        GrpcStatus.FAILED_PRECONDITION,
        "invalid watch bookmark",
      ],
    ];
  it.each(cases)("refuses %s", async (_what, method, request, code, text) => {
    const { call } = play();
    await expect(all(call(method, request))).rejects.toMatchObject({ code, message: expect.stringContaining(text) });
  });

  it("shows secrets to administrators", async () => {
    const { call } = play();
    expect(
      await ids(call(list, { namespace: "secrets", type: secret.type }, { roles: ["os:reader", "os:admin"] })),
    ).toEqual([]);
  });
});

describe("Watch", () => {
  const at = { namespace: "network", type, apiVersion: 1 };

  /** Reads so many messages of a watch; the rest is for the next reader. */
  function reader(items: AsyncGenerator<Messages["WatchResponse"]>) {
    return async (count: number) => {
      const found: string[] = [];
      let last: Uint8Array | undefined;
      for (let left = count; left > 0; left -= 1) {
        const { value, done } = await items.next();
        if (done === true) break;
        const told = value.event.map(({ eventType, resource: told, old, bookmark }) => {
          last = bookmark ?? last;
          const version = told?.metadata?.version;
          return `${eventType} ${told?.metadata?.id}@${version}${old === undefined ? "" : ` was ${old.metadata?.version}`}`;
        });
        found.push(told.join(", "));
      }
      return { found, last };
    };
  }

  it("tells one resource: what it is, then each change, a tombstone where it is not there", async () => {
    const { call, change } = play();
    const end = new AbortController();
    const one = reader(call(watch, { ...at, id: "a" }, { signal: end.signal }));
    const none = reader(call(watch, { ...at, id: "z" }, { signal: end.signal }));
    expect((await one(2)).found).toEqual(["", "0 a@1"]);
    expect((await none(2)).found).toEqual(["", "2 z@undefined"]);
    change({ a: "one", b: "other", z: "new" });
    change({ a: "x" });
    change({});
    expect((await one(2)).found).toEqual(["1 a@2 was 1", "2 a@2"]);
    expect((await none(2)).found).toEqual(["0 z@1", "2 z@1"]);
    end.abort();
    expect((await one(1)).found).toEqual([]);
  });

  it("tells a kind: contents, bootstrapped, changes; and goes on from a bookmark", async () => {
    const { call, change } = play();
    const first = reader(call(watch, { ...at, options: { bootstrapContents: true } }));
    const opening = await first(4);
    expect(opening.found).toEqual(["", "0 a@1", "0 b@1", "3 @undefined"]);
    change({ a: "x", b: "two" });
    change({ a: "y" });
    const { found, last } = await first(1);
    expect(found).toEqual(["1 a@2 was 1"]);
    const again = reader(call(watch, { ...at, options: { startFromBookmark: last } }));
    expect((await again(3)).found).toEqual(["", "2 b@1", "1 a@3 was 2"]);
    const fromStart = reader(call(watch, { ...at, options: { startFromBookmark: opening.last } }));
    expect((await fromStart(2)).found).toEqual(["", "1 a@2 was 1"]);
    const tail = reader(call(watch, { ...at, options: { tailEvents: 2 } }));
    expect((await tail(3)).found).toEqual(["", "2 b@1", "1 a@3 was 2"]);
  });

  it("hides what older clients do not know, and aggregates for those who ask", async () => {
    const { call, change } = play();
    const old = reader(call(watch, { ...at, apiVersion: 0, options: { bootstrapContents: true } }));
    const whole = reader(
      call(watch, { ...at, options: { bootstrapContents: true, bootstrapBookmark: true, aggregated: true } }),
    );
    expect((await old(3)).found).toEqual(["", "0 a@1", "0 b@1"]);
    expect((await whole(2)).found).toEqual(["", "0 a@1, 0 b@1, 3 @undefined, 5 @undefined"]);
    change({ a: "x", b: "y" });
    expect((await old(2)).found).toEqual(["1 a@2 was 1", "1 b@2 was 1"]);
    expect((await whole(1)).found).toEqual(["1 a@2 was 1, 1 b@2 was 1"]);
  });

  it("tells an update out of the query as an end and one into it as a beginning", async () => {
    const { call, change } = play({ a: "one" });
    const options = { labelQuery: [{ terms: [{ key: "name", op: 1, value: ["one"] }] }] };
    const found = reader(call(watch, { ...at, options }));
    await found(1);
    change({ a: "x" });
    change({ a: "one" });
    change({ a: "one", b: "y" });
    change({ a: "one", b: "one" });
    expect((await found(3)).found).toEqual(["2 a@2", "0 a@3", "0 b@2"]);
  });

  it("tells who has fallen behind, and refuses bookmarks that are too old or of another boot", async () => {
    const { call, change } = play({ a: "0" });
    const slow = reader(call(watch, { ...at, options: { bootstrapBookmark: true } }));
    const { last } = await slow(2);
    for (let at = 1; at <= 1100; at += 1) change({ a: String(at) });
    const messages = call(watch, { ...at, options: { startFromBookmark: last } });
    await expect(messages.next()).rejects.toMatchObject({ code: GrpcStatus.FAILED_PRECONDITION });
    expect((await slow(2)).found).toEqual([`${EventType.ERRORED} undefined@undefined`]);
    const rebooted = play({ a: "0" }, Buffer.alloc(8, 8));
    const other = rebooted.call(watch, { ...at, options: { startFromBookmark: last } });
    await expect(other.next()).rejects.toMatchObject({ code: GrpcStatus.FAILED_PRECONDITION });
  });
});
