import { document, type Patch, present, when } from "./documents";
import type { ConfigurationTarget, EncryptionProps, RegistryMirrorProps, TalosProps } from "./props";

/** The first contract (minor version) with documents for volumes' encryption, for networks and registries, for most else. */
const VOLUME_ENCRYPTION = 11;
const NETWORK_DOCUMENTS = 12;
const KUBERNETES_DOCUMENTS = 14;

/** What the user says of Talos itself, in the words of the contract. */
export function machinePatches({ talos, contractMinor }: ConfigurationTarget): readonly Patch[] {
  return [
    ...when(talos.certSans, (certSANs) => ({ machine: { certSANs } })),
    ...when(talos.encryption, (encryption) => encryptionPatches(encryption, contractMinor)),
    ...when(talos.registryMirrors, (mirrors) => mirrorPatches(mirrors, contractMinor)),
    ...kernelPatches(talos, contractMinor),
    ...networkPatches(talos, contractMinor),
    ...when(talos.logging, (destinations) => ({
      machine: {
        logging: {
          destinations: destinations.map(({ endpoint, tags }) =>
            present({ endpoint, format: "json_lines", extraTags: tags }),
          ),
        },
      },
    })),
    ...(talos.trustedCas ?? []).map(({ name, certificates }) => document("TrustedRootsConfig", { certificates }, name)),
  ];
}

function encryptionPatches({ state, ephemeral }: EncryptionProps, contractMinor: number): readonly Patch[] {
  const encryption = { provider: "luks2", keys: [{ slot: 0, nodeID: {} }] };
  const wanted = [...(state === true ? ["STATE"] : []), ...(ephemeral === true ? ["EPHEMERAL"] : [])];
  if (contractMinor >= VOLUME_ENCRYPTION) return wanted.map((name) => document("VolumeConfig", { encryption }, name));
  const systemDiskEncryption = Object.fromEntries(wanted.map((name) => [name.toLowerCase(), encryption]));
  return wanted.length === 0 ? [] : [{ machine: { systemDiskEncryption } }];
}

function mirrorPatches(mirrors: readonly RegistryMirrorProps[], contractMinor: number): readonly Patch[] {
  if (contractMinor < NETWORK_DOCUMENTS) {
    const entries = mirrors.map(({ host, ...rest }): [string, Patch] => [host, present(rest)]);
    return [{ machine: { registries: { mirrors: Object.fromEntries(entries) } } }];
  }
  return mirrors.map(({ host, endpoints, overridePath, skipFallback }) =>
    document(
      "RegistryMirrorConfig",
      present({ endpoints: endpoints.map((url) => present({ url, overridePath })), skipFallback }),
      host,
    ),
  );
}

function kernelPatches({ sysctls, modules }: TalosProps, contractMinor: number): readonly Patch[] {
  const hasDocuments = contractMinor >= KUBERNETES_DOCUMENTS;
  return [
    ...when(sysctls, (params) =>
      hasDocuments ? document("SysctlConfig", { params }) : { machine: { sysctls: params } },
    ),
    ...when(modules, (list) => {
      if (!hasDocuments) return { machine: { kernel: { modules: list } } };
      return list.map(({ name, parameters }) => document("KernelModuleConfig", present({ parameters }), name));
    }),
  ];
}

function networkPatches({ timeServers, nameservers }: TalosProps, contractMinor: number): readonly Patch[] {
  const hasDocuments = contractMinor >= NETWORK_DOCUMENTS;
  return [
    ...when(timeServers, (servers) =>
      hasDocuments ? document("TimeSyncConfig", { ntp: { servers } }) : { machine: { time: { servers } } },
    ),
    ...when(nameservers, (addresses) =>
      hasDocuments
        ? document("ResolverConfig", { nameservers: addresses.map((address) => ({ address })) })
        : { machine: { network: { nameservers: addresses } } },
    ),
  ];
}
