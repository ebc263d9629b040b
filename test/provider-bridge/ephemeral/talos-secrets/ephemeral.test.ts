import { ephemeralSecrets } from "../../../../provider-bridge/ephemeral/talos-secrets/ephemeral";
import type { Value } from "../../../../provider-bridge/framework/values/value";
import { secrets } from "../../../../provider-bridge/talos-config";
import { object, serve, THING, told } from "../../../support/served";

const config = (text: string): Value =>
  object({ secrets_yaml: text, version_contract: null, machine_secrets: null, client_configuration: null });
let text: string;

beforeAll(async () => {
  text = secrets().writeBundle(await secrets().makeBundle({ now: new Date("2026-06-01T00:00:00Z") }));
}, 60_000);

const open = async (secretsYaml: string, now: string) => {
  const { server, signal } = serve({ ephemeral: ephemeralSecrets(() => new Date(now)) });
  return server.openEphemeralResource({ typeName: THING, config: config(secretsYaml) }, signal);
};

test("Repeated opens on one day give the same bytes, the next day other ones", async () => {
  const morning = await open(text, "2026-06-01T08:00:00Z");
  const evening = await open(text, "2026-06-01T20:00:00Z");
  const tomorrow = await open(text, "2026-06-02T08:00:00Z");
  expect(told(morning.diagnostics)).toEqual([]);
  expect(evening.result).toEqual(morning.result);
  expect(tomorrow.result).not.toEqual(morning.result);
});

test.each([
  ["", "cannot be read"],
  ["certs: [", "cannot be read"],
  ["cluster: {id: a, secret: b}", "not complete"],
])("The bundle %j is refused while validating", async (secretsYaml, said) => {
  const { server, signal } = serve({ ephemeral: ephemeralSecrets(() => new Date()) });
  const found = await server.validateEphemeralResourceConfig({ typeName: THING, config: config(secretsYaml) }, signal);
  expect(told(found).join("\n")).toContain(said);
  const opened = await open(secretsYaml, "2026-06-01T08:00:00Z");
  expect(opened.result).toBeUndefined();
});
