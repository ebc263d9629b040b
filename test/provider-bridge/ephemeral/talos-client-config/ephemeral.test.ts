import { fromBundle, machineSecretsType } from "../../../../provider-bridge/attributes";
import { ephemeralClientConfig } from "../../../../provider-bridge/ephemeral/talos-client-config/ephemeral";
import { certificates, secrets } from "../../../../provider-bridge/talos-config";
import { object, serve, THING, told } from "../../../support/served";

test("Credentials have the roles and the time that are asked for, and repeat on the same day", async () => {
  const bundle = await secrets().makeBundle({ now: new Date("2026-06-01T00:00:00Z") });
  const machineSecrets = machineSecretsType.toValue(fromBundle(bundle, "v1.13"), []);
  const config = object({
    cluster: "prod",
    machine_secrets: machineSecrets,
    roles: ["os:reader"],
    ttl: null,
    endpoints: null,
    nodes: null,
    client_configuration: null,
    talosconfig: null,
    expires_at: null,
  });
  const open = async (now: string) => {
    const { server, signal } = serve({ ephemeral: ephemeralClientConfig(() => new Date(now)) });
    const { result, diagnostics } = await server.openEphemeralResource({ typeName: THING, config }, signal);
    expect(told(diagnostics)).toEqual([]);
    return result instanceof Map ? result : new Map();
  };
  const opened = await open("2026-06-01T08:00:00Z");
  expect(opened.get("expires_at")).toBe("2026-06-03T00:00:00.000Z");
  const pem = Buffer.from(String(opened.get("client_configuration").get("client_certificate")), "base64").toString();
  expect(certificates().readCertificate(pem).subject.organizations).toEqual(["os:reader"]);
  expect(await open("2026-06-01T23:00:00Z")).toEqual(opened);
}, 60_000);
