import { clientCertificatePem } from "./client-certificate";

/** The environment in which Terraform starts a plugin: cookie, protocol versions, ports, its certificate. */
export function pluginEnvironment(): NodeJS.ProcessEnv {
  return {
    ...quietEnvironment(),
    TF_PLUGIN_MAGIC_COOKIE: "d602bf8f470bc67ca7faa0386276bbdd4330efaf76d1a219cb4d6991ca9872b2",
    PLUGIN_PROTOCOL_VERSIONS: "5,6",
    PLUGIN_MIN_PORT: "10000",
    PLUGIN_MAX_PORT: "25000",
    PLUGIN_CLIENT_CERT: clientCertificatePem(),
  };
}

/**
 * This process's environment without what changes how plugins, Terraform and Node itself behave or log. Of Node's own
 * variables NODE_EXTRA_CA_CERTS matters most: with it, Node 20 reads a file of certificates at every start, an empty
 * script's too, which may take longer than all the rest.
 */
export function quietEnvironment(): NodeJS.ProcessEnv {
  const kept = Object.entries(process.env).filter(([name]) => !/^(TF_|PLUGIN_|NODE_|HEPHAESTUS_|HCLOUD_)/.test(name));
  return { ...Object.fromEntries(kept), CHECKPOINT_DISABLE: "1" };
}
