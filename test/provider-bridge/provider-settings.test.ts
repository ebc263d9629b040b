import { Diagnostics } from "../../provider-bridge/framework/diagnostics/diagnostic";
import type { ConfigOf } from "../../provider-bridge/framework/schema/schema";
import { UNKNOWN } from "../../provider-bridge/framework/values/unknown";
import type { providerSchema } from "../../provider-bridge/provider-schema";
import { type Environment, providerSettings, secretsOf } from "../../provider-bridge/provider-settings";

type Config = ConfigOf<typeof providerSchema>;

const EMPTY: Config = {
  hcloud_token: null,
  hcloud_endpoint: null,
  max_requests_per_hour: null,
  image_factory_url: null,
  public_ip_url: null,
  talos_client_configuration: null,
  ssh_user: null,
  ssh_private_key: null,
  ssh_port: null,
  ssh_timeout: null,
  ssh_connection_attempts: null,
  ssh_use_multiplexing: null,
  node_prep_timeout: null,
  kubeadm_init_timeout: null,
  kubeadm_join_timeout: null,
  addon_timeout: null,
  allow_cluster_destroy: null,
};

function settings(config: Partial<Config> = {}, environment: Environment = {}) {
  const diagnostics = new Diagnostics();
  const made = providerSettings({ config: { ...EMPTY, ...config }, diagnostics }, environment);
  return { made, errors: diagnostics.list };
}

test("An empty provider block has the promised defaults", () => {
  expect(settings()).toEqual({
    made: {
      hcloudToken: undefined,
      hcloudEndpoint: "https://api.hetzner.cloud/v1",
      maxRequestsPerHour: undefined,
      imageFactoryUrl: "https://factory.talos.dev",
      publicIpUrl: undefined,
      talosClientConfiguration: undefined,
      talosconfigFile: undefined,
      ssh: {
        user: "root",
        privateKey: undefined,
        port: 22,
        timeoutMs: 30_000,
        connectionAttempts: 3,
        useMultiplexing: true,
      },
      nodePrepTimeoutMs: 600_000,
      kubeadmInitTimeoutMs: 600_000,
      kubeadmJoinTimeoutMs: 300_000,
      addonTimeoutMs: 900_000,
      allowClusterDestroy: false,
    },
    errors: [],
  });
});

const ENVIRONMENT = {
  HCLOUD_TOKEN: "from-environment",
  HCLOUD_ENDPOINT: "http://127.0.0.1:1/v1",
  HEPHAESTUS_IMAGE_FACTORY_URL: "http://127.0.0.1:2",
  HEPHAESTUS_PUBLIC_IP_URL: "http://127.0.0.1:3",
  HEPHAESTUS_SSH_PORT: "2222",
  HEPHAESTUS_ALLOW_CLUSTER_DESTROY: "TRUE",
  TALOSCONFIG: "/some/talosconfig",
};

test("The environment stands in for what is not configured", () => {
  expect(settings({}, ENVIRONMENT)).toMatchObject({
    made: {
      hcloudToken: "from-environment",
      hcloudEndpoint: "http://127.0.0.1:1/v1",
      imageFactoryUrl: "http://127.0.0.1:2",
      publicIpUrl: "http://127.0.0.1:3",
      talosconfigFile: "/some/talosconfig",
      ssh: { port: 2222 },
      allowClusterDestroy: true,
    },
    errors: [],
  });
});

test("What is configured wins over the environment, false and all", () => {
  const config = {
    hcloud_token: "configured",
    ssh_port: 22,
    allow_cluster_destroy: false,
    hcloud_endpoint: "https://x",
  };
  expect(settings(config, ENVIRONMENT)).toMatchObject({
    made: { hcloudToken: "configured", hcloudEndpoint: "https://x", ssh: { port: 22 }, allowClusterDestroy: false },
    errors: [],
  });
});

test("An empty variable counts as not set", () => {
  const blank = Object.fromEntries(Object.keys(ENVIRONMENT).map((name) => [name, ""]));
  expect(settings({}, blank)).toEqual(settings());
});

test("Unknown values are no errors", () => {
  const unknown = Object.fromEntries(Object.keys(EMPTY).map((name) => [name, UNKNOWN]));
  const { made, errors } = settings(unknown);
  expect(errors).toEqual([]);
  expect(made).toEqual(settings().made);
});

test("A client configuration counts when all of it is known", () => {
  const all = { ca_certificate: "Y2E=", client_certificate: "Y2VydA==", client_key: "a2V5" };
  expect(settings({ talos_client_configuration: all }).made.talosClientConfiguration).toEqual({
    caCertificate: "Y2E=",
    clientCertificate: "Y2VydA==",
    clientKey: "a2V5",
  });
  const partly = { ...all, client_key: UNKNOWN };
  expect(settings({ talos_client_configuration: partly }).made.talosClientConfiguration).toBeUndefined();
});

test.each([
  ["HCLOUD_ENDPOINT", "not a url"],
  ["HEPHAESTUS_SSH_PORT", "ssh"],
  ["HEPHAESTUS_SSH_PORT", "0"],
  ["HEPHAESTUS_SSH_PORT", "65536"],
  ["HEPHAESTUS_ALLOW_CLUSTER_DESTROY", "perhaps"],
  ["HEPHAESTUS_IMAGE_FACTORY_URL", "ftp://example.com"],
])("%s=%s is an error that names the variable and its attribute", (variable, value) => {
  const { errors } = settings({}, { [variable]: value });
  expect(errors).toHaveLength(1);
  expect(errors[0]?.summary).toBe(`Cannot use the environment variable ${variable}`);
  expect(errors[0]?.detail).toMatch(/Correct the variable, or set the attribute "\w+" of the provider block\.$/);
});

test("A wrong token in the environment is refused without being shown", () => {
  const { errors } = settings({}, { HCLOUD_TOKEN: "top secret token" });
  expect(errors).toHaveLength(1);
  expect(JSON.stringify(errors)).not.toContain("secret token");
});

test("Secrets are what the log must hide", () => {
  const { made } = settings({
    hcloud_token: "token",
    ssh_private_key: "key",
    talos_client_configuration: { ca_certificate: "a", client_certificate: "b", client_key: "c" },
  });
  expect(secretsOf(made)).toEqual(["token", "key", "c"]);
});
