import { X509Certificate } from "node:crypto";
import { fromBundle, machineSecretsType } from "../../../../provider-bridge/attributes";
import { readKubeconfig } from "../../../../provider-bridge/clients/kubernetes";
import { ephemeralKubeconfig } from "../../../../provider-bridge/ephemeral/talos-kubeconfig/ephemeral";
import { makeBundle } from "../../../sandbox/talos/talos-stage";
import { object, serve, THING, told } from "../../../support/served";

test("an administrator's certificate that the cluster's CA has signed, the same all day", async () => {
  const bundle = await makeBundle();
  const config = object({
    cluster: "prod",
    endpoint: "https://prod.example.org:6443",
    machine_secrets: machineSecretsType.toValue(fromBundle(bundle, "v1.13"), []),
    ttl: null,
    kubeconfig: null,
    kubernetes_client_configuration: null,
    expires_at: null,
  });
  const open = async (now: string) => {
    const { server, signal } = serve({ ephemeral: ephemeralKubeconfig(() => new Date(now)) });
    const { result, diagnostics } = await server.openEphemeralResource({ typeName: THING, config }, signal);
    expect(told(diagnostics)).toEqual([]);
    return result instanceof Map ? result : new Map();
  };
  const opened = await open("2026-06-01T08:00:00Z");
  const access = readKubeconfig(String(opened.get("kubeconfig")));
  const certificate = new X509Certificate(access.certificate);
  expect(access.server).toBe("https://prod.example.org:6443");
  expect(certificate.subject.split("\n").sort()).toEqual(["CN=admin", "O=system:masters"]);
  expect(certificate.verify(new X509Certificate(access.ca).publicKey)).toBe(true);
  expect(opened.get("expires_at")).toBe("2026-06-03T00:00:00.000Z");
  expect(await open("2026-06-01T23:00:00Z")).toEqual(opened);
  expect(await open("2026-06-02T00:00:00Z")).not.toEqual(opened);
}, 60_000);
