import { toBundle } from "../../../../provider-bridge/attributes";
import {
  durationMs,
  isRenewalDue,
  storedClient,
  storedSecrets,
} from "../../../../provider-bridge/resources/talos-secrets/model";
import { secrets } from "../../../../provider-bridge/talos-config";

const now = new Date("2026-06-01T12:00:00Z");

test.each([
  [null, "1h", true],
  ["not a time", "1h", true],
  ["2026-06-01T12:59:59.999Z", "1h", true],
  ["2026-06-01T13:00:00.000Z", "1h", true],
  ["2026-06-01T13:00:00.001Z", "1h", false],
  ["2026-05-01T00:00:00Z", "0s", true],
])("a certificate that ends %s, renewed %s before, is due: %s", (expiresAt, renewBefore, due) => {
  expect(isRenewalDue(expiresAt, now, renewBefore)).toBe(due);
});

test("durations are read as Go writes them, and nothing else is", () => {
  expect(durationMs("1h30m")).toBe(5_400_000);
  expect(() => durationMs("soon")).toThrow(/Cannot read the duration "soon"/);
});

test("a bundle survives the way into state and back, and the same time gives the same certificate", async () => {
  const bundle = await secrets().makeBundle({ now });
  const stored = storedSecrets(bundle, "v1.13");
  expect(toBundle(stored.machine_secrets)).toEqual(bundle);
  expect(secrets().parseBundle(stored.secrets_yaml)).toEqual(bundle);
  expect(storedClient(bundle, now, "24h")).toEqual(storedClient(bundle, now, "24h"));
  expect(storedClient(bundle, now, "24h").client_certificate_expires_at).toBe("2026-06-02T12:00:00.000Z");
}, 60_000);

test("a bundle without a CA for the Talos API issues nothing, and says so", () => {
  const empty = { cluster: undefined, secrets: undefined, trustdInfo: undefined, certs: undefined };
  expect(() => storedClient(empty, now, "24h")).toThrow(/certs\.os/);
});
