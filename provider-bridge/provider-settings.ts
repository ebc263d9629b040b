/** What the provider block and the environment together mean: checked, with defaults, ready for clients to be made of. */
import type { OperationContext } from "./framework/contract/context";
import { Diagnostics } from "./framework/diagnostics/diagnostic";
import { parseDuration } from "./framework/formats/duration";
import type { ConfigOf } from "./framework/schema/schema";
import { path } from "./framework/values/path";
import { isUnknown, type Unknown } from "./framework/values/unknown";
import { providerSchema } from "./provider-schema";

/** A credential for the Talos API, each part PEM in base64. */
export interface TalosClientConfiguration {
  readonly caCertificate: string;
  readonly clientCertificate: string;
  readonly clientKey: string;
}

/** How to reach hosts over SSH. */
export interface SshSettings {
  readonly user: string;
  readonly privateKey: string | undefined;
  readonly port: number;
  readonly timeoutMs: number;
  readonly connectionAttempts: number;
  readonly useMultiplexing: boolean;
}

/** The provider's settings. Undefined: neither configured nor in the environment, or not known yet during planning. */
export interface ProviderSettings {
  readonly hcloudToken: string | undefined;
  readonly hcloudEndpoint: string;
  readonly maxRequestsPerHour: number | undefined;
  readonly imageFactoryUrl: string;
  readonly publicIpUrl: string | undefined;
  readonly talosClientConfiguration: TalosClientConfiguration | undefined;
  /** A path; read only where there is no {@link talosClientConfiguration}. */
  readonly talosconfigFile: string | undefined;
  readonly ssh: SshSettings;
  readonly nodePrepTimeoutMs: number;
  readonly kubeadmInitTimeoutMs: number;
  readonly kubeadmJoinTimeoutMs: number;
  readonly addonTimeoutMs: number;
  readonly allowClusterDestroy: boolean;
}

/** Variables as {@link process.env} has them. */
export type Environment = Readonly<Record<string, string | undefined>>;

type Config = ConfigOf<typeof providerSchema>;

/** The environment variable that stands in for an attribute which the provider block leaves out. */
const VARIABLES = {
  hcloud_token: "HCLOUD_TOKEN",
  hcloud_endpoint: "HCLOUD_ENDPOINT",
  image_factory_url: "HEPHAESTUS_IMAGE_FACTORY_URL",
  public_ip_url: "HEPHAESTUS_PUBLIC_IP_URL",
  ssh_port: "HEPHAESTUS_SSH_PORT",
  allow_cluster_destroy: "HEPHAESTUS_ALLOW_CLUSTER_DESTROY",
} as const;

type WithVariable = keyof typeof VARIABLES;

/** The settings. What is wrong in the environment becomes an error diagnostic that names the variable. */
export function providerSettings(
  { config, diagnostics }: Pick<OperationContext, "diagnostics"> & { readonly config: Config },
  environment: Environment,
): ProviderSettings {
  const variables = new Variables(environment, diagnostics);
  return {
    hcloudToken: known(config.hcloud_token) ?? variables.text("hcloud_token"),
    hcloudEndpoint: known(config.hcloud_endpoint) ?? variables.text("hcloud_endpoint") ?? HCLOUD_ENDPOINT,
    maxRequestsPerHour: known(config.max_requests_per_hour),
    imageFactoryUrl: known(config.image_factory_url) ?? variables.text("image_factory_url") ?? IMAGE_FACTORY_URL,
    publicIpUrl: known(config.public_ip_url) ?? variables.text("public_ip_url"),
    talosClientConfiguration: talosClientConfiguration(config),
    talosconfigFile: given(environment["TALOSCONFIG"]),
    ssh: sshSettings(config, variables),
    nodePrepTimeoutMs: milliseconds(config.node_prep_timeout, "10m"),
    kubeadmInitTimeoutMs: milliseconds(config.kubeadm_init_timeout, "10m"),
    kubeadmJoinTimeoutMs: milliseconds(config.kubeadm_join_timeout, "5m"),
    addonTimeoutMs: milliseconds(config.addon_timeout, "15m"),
    allowClusterDestroy: known(config.allow_cluster_destroy) ?? variables.flag("allow_cluster_destroy") ?? false,
  };
}

/** What must not stand in a log. */
export function secretsOf({ hcloudToken, ssh, talosClientConfiguration }: ProviderSettings): readonly string[] {
  return [hcloudToken, ssh.privateKey, talosClientConfiguration?.clientKey].filter((secret) => secret !== undefined);
}

const HCLOUD_ENDPOINT = "https://api.hetzner.cloud/v1";
const IMAGE_FACTORY_URL = "https://factory.talos.dev";

function sshSettings(config: Config, variables: Variables): SshSettings {
  return {
    user: known(config.ssh_user) ?? "root",
    privateKey: known(config.ssh_private_key),
    port: known(config.ssh_port) ?? variables.number("ssh_port") ?? 22,
    timeoutMs: milliseconds(config.ssh_timeout, "30s"),
    connectionAttempts: known(config.ssh_connection_attempts) ?? 3,
    useMultiplexing: known(config.ssh_use_multiplexing) ?? true,
  };
}

function talosClientConfiguration(config: Config): TalosClientConfiguration | undefined {
  const given = known(config.talos_client_configuration);
  if (given === undefined) return undefined;
  const [caCertificate, clientCertificate, clientKey] = [
    known(given.ca_certificate),
    known(given.client_certificate),
    known(given.client_key),
  ];
  if (caCertificate === undefined || clientCertificate === undefined || clientKey === undefined) return undefined;
  return { caCertificate, clientCertificate, clientKey };
}

/** The configured value; undefined where there is none or nobody knows it yet. */
function known<T>(value: T | Unknown | null): T | undefined {
  return value === null || isUnknown(value) ? undefined : value;
}

/** A variable that is empty counts as not set, as everywhere. */
function given(text: string | undefined): string | undefined {
  return text === "" ? undefined : text;
}

/** The configured duration, which validation has checked. */
function milliseconds(value: string | Unknown | null, standard: string): number {
  const read = parseDuration(known(value) ?? standard);
  if (!read.ok) throw new RangeError(`Cannot read a time limit of the provider block: ${read.problem}`);
  return Number(read.value / 1_000_000n);
}

/** The environment's values, under the same rules as those of the provider block. */
class Variables {
  readonly #environment: Environment;
  readonly #diagnostics: Diagnostics;

  constructor(environment: Environment, diagnostics: Diagnostics) {
    this.#environment = environment;
    this.#diagnostics = diagnostics;
  }

  text(name: WithVariable): string | undefined {
    const text = given(this.#environment[VARIABLES[name]]);
    return text === undefined || this.#refused(name, text) ? undefined : text;
  }

  number(name: WithVariable): number | undefined {
    const text = given(this.#environment[VARIABLES[name]]);
    if (text === undefined) return undefined;
    const number = /^\d{1,9}$/.test(text) ? Number(text) : undefined;
    if (number === undefined) this.#error(name, `"${text}" is no whole number.`);
    return number === undefined || this.#refused(name, number) ? undefined : number;
  }

  flag(name: WithVariable): boolean | undefined {
    const text = given(this.#environment[VARIABLES[name]]);
    if (text === undefined) return undefined;
    const flag = FLAGS.get(text.toLowerCase());
    if (flag === undefined) this.#error(name, `"${text}" is neither "true" nor "false".`);
    return flag;
  }

  #refused(name: WithVariable, value: string | number): boolean {
    const { sensitive, validators } = providerSchema.attributes[name];
    const found = new Diagnostics();
    for (const validator of validators) validator.validate({ value, path: path(name), sensitive, diagnostics: found });
    for (const { detail } of found.list) this.#error(name, detail);
    return found.hasErrors;
  }

  #error(name: WithVariable, detail: string): void {
    const advice = `Correct the variable, or set the attribute "${name}" of the provider block.`;
    this.#diagnostics.error(`Cannot use the environment variable ${VARIABLES[name]}`, `${detail} ${advice}`);
  }
}

const FLAGS: ReadonlyMap<string, boolean> = new Map([
  ["true", true],
  ["1", true],
  ["false", false],
  ["0", false],
]);
