import { clientCertificatePem } from "./client-certificate";
import { nodeVariables } from "./node-variables";

/** The environment in which Terraform starts a plugin: cookie, protocol versions, ports, its certificate. */
export function pluginEnvironment(options: QuietOptions = {}): NodeJS.ProcessEnv {
  return {
    ...quietEnvironment(options),
    TF_PLUGIN_MAGIC_COOKIE: "d602bf8f470bc67ca7faa0386276bbdd4330efaf76d1a219cb4d6991ca9872b2",
    PLUGIN_PROTOCOL_VERSIONS: "5,6",
    PLUGIN_MIN_PORT: "10000",
    PLUGIN_MAX_PORT: "25000",
    PLUGIN_CLIENT_CERT: clientCertificatePem(),
  };
}

/** What to keep. */
export interface QuietOptions {
  /** Whether Node's own variables stay. @default false */
  readonly asIs?: boolean;
}

/** This process's environment without what changes how plugins, Terraform and Node itself behave or log. */
function quietEnvironment({ asIs = false }: QuietOptions = {}): NodeJS.ProcessEnv {
  const dropped = new Set(asIs ? [] : nodeVariables(process.env));
  const kept = Object.entries(process.env).filter(
    ([name]) => !dropped.has(name) && !/^(TF_|PLUGIN_|NODE_OPTIONS|HEPHAESTUS_|HCLOUD_)/.test(name),
  );
  return { ...Object.fromEntries(kept), CHECKPOINT_DISABLE: "1" };
}
