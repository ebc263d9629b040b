import { decodeConfig } from "../../../../provider-bridge/talos-config/decode";
import { encodeConfig } from "../../../../provider-bridge/talos-config/encode";
import {
  bundleExpiry,
  bundleFromConfig,
  issueClientCertificate,
  makeBundle,
  parseBundle,
  validateBundle,
  writeBundle,
} from "../../../../provider-bridge/talos-config/secrets";
import { type CertificateFacts, readCertificate, verifyProblem } from "../../../../provider-bridge/talos-config/x509";
import { createRandom } from "../../../support/random";
import { generated, now, testBundle } from "../fixtures";

describe("a bundle", () => {
  test("is the same for the same seed and clock, another for another seed", async () => {
    const make = (seed: number) => {
      const random = createRandom(seed);
      return makeBundle({ now, contract: "v1.6", random: (length) => random.bytes(length) });
    };
    const [first, second, other] = await Promise.all([make(1), make(1), make(2)]);
    expect(writeBundle(first)).toBe(writeBundle(second));
    expect(writeBundle(other)).not.toBe(writeBundle(first));
  });

  test("is valid and read back as written", async () => {
    const bundle = await testBundle();
    expect(validateBundle(bundle)).toEqual([]);
    expect(parseBundle(writeBundle(bundle))).toEqual(bundle);
  });

  test("comes back out of a control-plane configuration", async () => {
    const text = encodeConfig(await generated("v1.13"), 13);
    const found = bundleFromConfig(decodeConfig(text, 13));
    expect(found.certs).toEqual((await testBundle()).certs);
  });

  test("names when its authorities end", async () => {
    const expiry = bundleExpiry(await testBundle());
    expect(expiry.length).toBeGreaterThanOrEqual(4);
  });
});

describe("a client certificate", () => {
  test("is derived: the same twice, signed by the authority, for clients only, for a time", async () => {
    const ca = (await testBundle()).certs?.os ?? { crt: "", key: "" };
    const options = { roles: ["os:admin"], notBefore: now, validityMs: 3_600_000 };
    const client = issueClientCertificate(ca, options);
    expect(issueClientCertificate(ca, options)).toEqual(client);
    const problem = (usage: "client" | "server", at: Date) =>
      verifyProblem(factsOf(client.crt), factsOf(ca.crt), { usage, now: at });
    expect(problem("client", now)).toBeUndefined();
    expect(problem("server", now)).toMatch(/not for servers/);
    expect(problem("client", new Date(now.getTime() + 3_601_000))).toMatch(/expired/);
  });

  test("names the roles that Talos does not know", async () => {
    const ca = (await testBundle()).certs?.os ?? { crt: "", key: "" };
    expect(issueClientCertificate(ca, { roles: ["os:nothing"], notBefore: now }).unknownRoles).toEqual(["os:nothing"]);
  });
});

function factsOf(text: string): CertificateFacts {
  return readCertificate(text.startsWith("-----") ? text : Buffer.from(text, "base64").toString());
}
