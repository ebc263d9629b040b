import { once } from "node:events";
import { connect as netConnect } from "node:net";
import { connect as tlsConnect } from "node:tls";
import { issue, type KeyPair, selfSigned } from "../../../../sandbox/pki";
import { code, hourMs, now, PlayedApi, span, unary } from "./played-api";

const api = new PlayedApi();

beforeAll(() => api.makeKeys());
beforeEach(() => api.open());
afterEach(() => api.close());

describe("who is let in", () => {
  const refused = async (keyPair: KeyPair) => expect(await code(unary(api.dial(keyPair), "Version"))).toBe(14);

  it("refuses nobody's certificate, another authority's, an expired one and one that is good for servers too", async () => {
    const stranger = await selfSigned({ subject: { organizations: ["talos"] }, ...span });
    const subject = { organizations: ["os:admin"] };
    const anonymous = api.dial(null);
    expect(await code(unary(anonymous, "Version"))).toBe(14);
    await refused(await issue(stranger, { subject, usages: ["client"], ...span }));
    await refused(
      await issue(api.authority, { subject, usages: ["client"], notBeforeMs: 0, notAfterMs: now - hourMs }),
    );
    await refused(await issue(api.authority, { subject, usages: ["client", "server"], ...span }));
    await refused(await issue(api.authority, { subject, usages: ["server"], ...span }));
    expect(api.calls).toEqual([]);
    api.listener.replace(api.endpoint({ clientUsageOnly: false }));
    expect(
      await code(
        unary(api.dial(await issue(api.authority, { subject, usages: ["client", "server"], ...span })), "Version"),
      ),
    ).toBe(0);
  });

  it("goes by the node's clock", async () => {
    await api.listener.close();
    await api.open(now + 48 * hourMs);
    await refused(api.client);
  });

  it.each([
    ["TLSv1.3", "TLSv1.2", false],
    ["TLSv1.2", "TLSv1.2", true],
    ["TLSv1.2", "TLSv1.1", false],
  ] as const)("at least %s: a caller with %s is let in: %s", async (minVersion, maxVersion, isIn) => {
    api.listener.replace(api.endpoint({ minVersion, clientAuthoritiesPem: undefined }));
    const outcome = await new Promise<boolean>((resolve) => {
      const socket = tlsConnect({
        port: api.listener.port,
        host: "127.0.0.1",
        rejectUnauthorized: false,
        maxVersion,
        minVersion: "TLSv1",
        ALPNProtocols: ["h2"],
      });
      socket.once("secureConnect", () => resolve(true));
      socket.once("error", () => resolve(false));
      socket.once("close", () => socket.destroy());
    });
    expect(outcome).toBe(isIn);
  });

  it("takes anybody in maintenance, and shows the certificate whose fingerprint the console prints", async () => {
    api.listener.replace(api.endpoint({ clientAuthoritiesPem: undefined }));
    const anonymous = api.dial(null);
    expect(await code(unary(anonymous, "Version"))).toBe(0);
    expect(api.calls[0]?.peer).toEqual({ address: "127.0.0.1", maintenance: true, roles: [], commonName: "" });
  });

  it("tears down the line of those to whom nobody listens", async () => {
    api.admission = "refused";
    const socket = netConnect(api.listener.port, "127.0.0.1");
    const [error] = await once(socket, "error");
    expect(error).toMatchObject({ code: "ECONNRESET" });
    expect(await code(unary(api.dial(), "Version"))).toBe(14);
    expect(api.calls).toEqual([]);
  });

  it("lets those outside the firewall wait", async () => {
    api.admission = "dropped";
    const socket = netConnect(api.listener.port, "127.0.0.1");
    await new Promise((resolve) => socket.once("connect", resolve));
    socket.write(Buffer.from([0x16, 3, 1, 0, 1, 1]));
    let isSilent = true;
    socket.on("data", () => {
      isSilent = false;
    });
    expect(await code(unary(api.dial(), "Version", undefined, { deadline: Date.now() + 300 }))).toBe(4);
    expect(isSilent).toBe(true);
    const closed = new Promise((resolve) => socket.once("close", resolve));
    socket.on("error", () => undefined);
    api.listener.dropConnections();
    await closed;
  });
});
