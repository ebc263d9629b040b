import { selfSigned } from "../../../../sandbox/pki";
import { ManualClock } from "../../../../sandbox/world";
import { authority, certificate, ServedCluster } from "../served-cluster";

let served: ServedCluster;
const clock = new ManualClock();
beforeAll(async () => {
  served = await ServedCluster.open({ clock });
});
afterAll(() => served.close());

const selfReview = "/apis/authentication.k8s.io/v1/selfsubjectreviews";

/** Who the server takes a request for. */
async function whoAmI(asking: Parameters<ServedCluster["ask"]>[2]) {
  const { status, json } = await served.post(selfReview, {}, asking);
  return { status, user: json["status"] };
}

describe("client certificates", () => {
  const hourMs = 3_600_000;

  test("one of the cluster's authority is its name and organizations", async () => {
    const client = await certificate(await authority, "ann", { organizations: ["dev", "ops"] });
    expect(await whoAmI({ client })).toEqual({
      status: 201,
      user: { userInfo: expect.objectContaining({ username: "ann", groups: ["dev", "ops", "system:authenticated"] }) },
    });
  });

  test("system:masters may do everything", async () => {
    const client = await certificate(await authority, "root", { organizations: ["system:masters"] });
    expect((await served.get("/api/v1/secrets", { client })).status).toBe(200);
    const other = await certificate(await authority, "not-root", { organizations: ["system:master"] });
    expect((await served.get("/api/v1/secrets", { client: other })).status).toBe(403);
  });

  test.each([
    ["of another authority", async () => certificate(await otherAuthority(), "ann", {})],
    ["that is over", async () => certificate(await authority, "ann", { notAfterMs: Date.now() - hourMs / 2 })],
    ["that is not yet", async () => certificate(await authority, "ann", { notBeforeMs: Date.now() + hourMs / 2 })],
    ["for servers", async () => certificate(await authority, "ann", { usages: ["server"] })],
  ])("one %s is unauthorized, also beside nothing else", async (_what, make) => {
    const client = await make();
    const answered = await served.get("/version", { client });
    expect([answered.status, answered.json["reason"]]).toEqual([401, "Unauthorized"]);
  });

  test("a token counts beside a certificate that nobody knows", async () => {
    const client = await certificate(await otherAuthority(), "ann", {});
    expect((await served.get("/api/v1/nodes", { client, token: "admin-token" })).status).toBe(200);
    expect((await served.get("/api/v1/nodes", { client, token: "no-token" })).status).toBe(401);
  });

  function otherAuthority() {
    return selfSigned({
      subject: { commonName: "kubernetes" },
      notBeforeMs: Date.now() - hourMs,
      notAfterMs: Date.now() + hourMs,
      algorithm: "p256",
    });
  }
});

describe("bearer tokens", () => {
  test("none is anonymous: may look at /version, but not at nodes", async () => {
    expect((await served.get("/version", { token: undefined })).status).toBe(200);
    const { status, json } = await served.get("/api/v1/nodes", { token: undefined });
    expect(status).toBe(403);
    expect(json["message"]).toContain('User "system:anonymous" cannot list resource "nodes"');
  });

  test.each(["Bearer x", "bearer admin-tokens", "BEARER Bearer admin-token"])(
    "%j is nobody's",
    async (authorization) => {
      expect((await served.get("/version", { token: undefined, headers: { authorization } })).status).toBe(401);
    },
  );

  test.each(["bearer admin-token", "BEARER admin-token more"])("%j is the administrator's", async (authorization) => {
    expect((await served.get("/api/v1/nodes", { token: undefined, headers: { authorization } })).status).toBe(200);
  });

  test("other schemes are no tokens", async () => {
    const headers = { authorization: `Basic ${Buffer.from("admin:admin").toString("base64")}` };
    expect((await served.get("/api/v1/nodes", { token: undefined, headers })).status).toBe(403);
  });
});

describe("bootstrap tokens", () => {
  const base64 = (text: string) => Buffer.from(text).toString("base64");

  function tokenSecret(id: string, more: Record<string, string> = {}) {
    const data = {
      "token-id": id,
      "token-secret": "0123456789abcdef",
      "usage-bootstrap-authentication": "true",
      ...more,
    };
    served.create("secrets", "kube-system", {
      metadata: { name: `bootstrap-token-${id}` },
      type: "bootstrap.kubernetes.io/token",
      data: Object.fromEntries(Object.entries(data).map(([name, value]) => [name, base64(value)])),
    });
  }

  test("one is a user of its own in the bootstrappers' groups", async () => {
    tokenSecret("good01", { "auth-extra-groups": "system:bootstrappers:nodes" });
    const { user } = await whoAmI({ token: "good01.0123456789abcdef" });
    expect(user).toEqual({
      userInfo: expect.objectContaining({
        username: "system:bootstrap:good01",
        groups: ["system:bootstrappers", "system:bootstrappers:nodes", "system:authenticated"],
      }),
    });
  });

  test("a wrong secret, one that is over, and one for other uses are unauthorized", async () => {
    tokenSecret("gone01", { expiration: new Date(clock.now() - 1000).toISOString() });
    tokenSecret("sign01", { "usage-bootstrap-authentication": "false" });
    for (const token of [
      "good01.0123456789abcdeX",
      "gone01.0123456789abcdef",
      "sign01.0123456789abcdef",
      "none01.0123456789abcdef",
    ])
      expect((await served.get("/version", { token })).status).toBe(401);
  });

  test("one ends when its time is over", async () => {
    tokenSecret("soon01", { expiration: new Date(clock.now() + 60_000).toISOString() });
    const token = "soon01.0123456789abcdef";
    expect((await served.get("/version", { token })).status).toBe(200);
    clock.advance(61_000);
    expect((await served.get("/version", { token })).status).toBe(401);
  });
});

describe("tokens of service accounts", () => {
  const path = "/api/v1/namespaces/default/serviceaccounts";

  async function newToken(name: string, spec = {}) {
    const { json } = await served.post(`${path}/${name}/token`, { spec });
    return JSON.parse(JSON.stringify(json)).status.token as string;
  }

  beforeAll(async () => {
    await served.post(path, { metadata: { name: "robot" } });
  });

  test("one is the account, in the groups of all accounts and of its namespace", async () => {
    const { user } = await whoAmI({ token: await newToken("robot") });
    expect(user).toEqual({
      userInfo: expect.objectContaining({
        username: "system:serviceaccount:default:robot",
        groups: ["system:serviceaccounts", "system:serviceaccounts:default", "system:authenticated"],
      }),
    });
  });

  test("it ends with its time, for other audiences, with its account", async () => {
    const short = await newToken("robot", { expirationSeconds: 600 });
    const elsewhere = await newToken("robot", { audiences: ["vault"] });
    expect((await served.get("/version", { token: elsewhere })).status).toBe(401);
    expect((await served.get("/version", { token: short })).status).toBe(200);
    clock.advance(601_000);
    expect((await served.get("/version", { token: short })).status).toBe(401);
    await served.post(path, { metadata: { name: "leaver" } });
    const left = await newToken("leaver");
    await served.ask("DELETE", `${path}/leaver`);
    await served.post(path, { metadata: { name: "leaver" } });
    expect((await served.get("/version", { token: left })).status).toBe(401);
  });

  test("a token that was changed is nobody's", async () => {
    const token = await newToken("robot");
    const [head, , signature] = token.split(".");
    const claims = { sub: "system:serviceaccount:kube-system:admin", exp: 9_999_999_999 };
    const forged = `${head}.${Buffer.from(JSON.stringify(claims)).toString("base64url")}.${signature}`;
    const unsigned = `${Buffer.from('{"alg":"none"}').toString("base64url")}.${token.split(".")[1]}.`;
    for (const changed of [forged, unsigned, `${token}x`, token.slice(0, -2), "a.b.c"])
      expect((await served.get("/version", { token: changed })).status).toBe(401);
  });

  test("no token for less than ten minutes", async () => {
    const { status, json } = await served.post(`${path}/robot/token`, { spec: { expirationSeconds: 599 } });
    expect([status, json["reason"]]).toEqual([422, "Invalid"]);
  });
});

describe("in another's name", () => {
  test("only who may impersonate; groups want a user", async () => {
    const bob = { "impersonate-user": "bob" };
    const { user } = await whoAmI({ token: "admin-token", headers: bob });
    expect(user).toEqual({ userInfo: expect.objectContaining({ username: "bob", groups: ["system:authenticated"] }) });
    expect((await served.get("/version", { token: "nobody-token", headers: bob })).status).toBe(403);
    const groups = { "impersonate-group": "system:masters" };
    expect((await served.get("/version", { token: "admin-token", headers: groups })).status).toBe(400);
  });
});
