import type { ConfigDocument, MachineConfig } from "../documents";
import { document, legacyDocument, list, struct } from "./build";
import { controlPlaneDocuments, nodeDocuments } from "./kubernetes-documents";
import { legacyCluster } from "./legacy-cluster";
import { certificatePair, legacyMachine } from "./legacy-machine";
import type { GenerateInput } from "./options";
import { registryDocuments } from "./registry-documents";
import { checkInput, type GenerateRequest } from "./request";

/**
 * Generates the configuration of a control plane or worker as `talosctl gen config` of that contract does:
 * the same documents, keys, order and defaults, without comments.
 * Throws RangeError for an endpoint, contract, type or mirror URL that cannot be used, TypeError for gaps in the secrets.
 */
export function generateConfig(input: GenerateInput): MachineConfig {
  const request = checkInput(input);
  return { documents: request.contract < 14 ? legacyDocuments(request) : multiDocuments(request) };
}

/** Up to 1.13: everything in the v1alpha1 document, from 1.12 on host name, registries and KubeSpan apart. */
function legacyDocuments(request: GenerateRequest): ConfigDocument[] {
  const { contract, options } = request;
  const main = legacyDocument({
    version: "v1alpha1",
    debug: options.debug ?? false,
    persist: true,
    machine: legacyMachine(request),
    cluster: legacyCluster(request),
  });
  if (contract < 12) return [main];
  const kubeSpan = contract >= 13 && options.kubeSpan !== undefined;
  return [
    main,
    ...registryDocuments(options),
    document("HostnameConfig", { auto: "stable" }),
    ...(kubeSpan ? [document("KubeSpanConfig", { enabled: options.kubeSpan })] : []),
  ];
}

/** 1.14: a small v1alpha1 document and one document for each concern. */
function multiDocuments(request: GenerateRequest): ConfigDocument[] {
  const { options, controlPlane } = request;
  const sysctls = new Map(options.sysctls);
  return [
    multiDocumentRoot(request),
    ...discoveryDocuments(request),
    ...installDocuments(request),
    // Whatever the option says: from contract 1.8 on Talos turns it on by itself.
    document("ResolverConfig", { hostDNS: struct({ enabled: true, forwardKubeDNSToHost: true }) }),
    ...(sysctls.size === 0 ? [] : [document("SysctlConfig", { params: sysctls })]),
    document("VolumeConfig", { mount: struct({ secure: true }) }, "EPHEMERAL"),
    document("FilesystemTrimConfig", { interval: "168h0m0s" }),
    document("SecurityProfileConfig", { workloadIsolation: true }),
    ...registryDocuments(options),
    document("HostnameConfig", { auto: "stable" }),
    ...(options.kubeSpan === undefined ? [] : [document("KubeSpanConfig", { enabled: options.kubeSpan })]),
    ...nodeDocuments(request),
    ...(controlPlane ? controlPlaneDocuments(request) : []),
  ];
}

function multiDocumentRoot({ secrets, options, controlPlane, machineType }: GenerateRequest): ConfigDocument {
  const etcd = controlPlane ? struct({ ca: certificatePair(secrets.etcd.crt, secrets.etcd.key) }) : undefined;
  return legacyDocument({
    version: "v1alpha1",
    debug: options.debug ?? false,
    persist: true,
    machine: struct({
      type: machineType,
      token: secrets.machineToken,
      ca: certificatePair(secrets.os.crt, controlPlane ? secrets.os.key : ""),
      certSANs: list(options.additionalSans),
      features: struct({ diskQuotaSupport: true }),
    }),
    cluster: struct({ token: secrets.bootstrapToken, etcd }),
  });
}

function discoveryDocuments({ options, secrets }: GenerateRequest): ConfigDocument[] {
  const identity = document("DiscoveryIdentityConfig", {
    clusterID: secrets.cluster.id,
    clusterSecret: secrets.cluster.secret,
  });
  if (options.clusterDiscovery === false) return [identity];
  return [document("DiscoveryServiceConfig", { endpoint: "https://discovery.talos.dev/" }, "default"), identity];
}

function installDocuments({ options }: GenerateRequest): ConfigDocument[] {
  const { installDisk, installImage } = options;
  if (installDisk === undefined || installDisk === "") return [];
  const diskSelector = struct({ match: `disk.dev_path == ${JSON.stringify(installDisk)}` });
  const provisioning = struct({ diskSelector, wipe: false });
  return [document("UnattendedInstallConfig", { installer: struct({ image: installImage }), provisioning })];
}
