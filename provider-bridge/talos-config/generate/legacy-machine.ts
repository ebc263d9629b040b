import type { Value, ValueMap } from "../value";
import { list, struct } from "./build";
import { componentImage } from "./policies";
import type { GenerateRequest } from "./request";

const kubePrismPort = 7445;
const excludeFromLoadBalancers = "node.kubernetes.io/exclude-from-external-load-balancers";

/** The `machine` section up to contract 1.13. The numbers are the contracts that changed something. */
export function legacyMachine(request: GenerateRequest): ValueMap {
  const { contract, options, secrets, controlPlane } = request;
  return struct({
    type: request.machineType,
    token: secrets.machineToken,
    ca: certificatePair(secrets.os.crt, controlPlane ? secrets.os.key : ""),
    certSANs: list(options.additionalSans),
    kubelet: kubelet(request),
    network: machineNetwork(request),
    disks: options.machineDisks === undefined ? undefined : [...options.machineDisks],
    install: install(request),
    sysctls: options.sysctls === undefined ? undefined : new Map(options.sysctls),
    registries: contract < 12 ? registries(request) : undefined,
    features: features(request),
    nodeLabels: controlPlane && contract > 7 ? new Map([[excludeFromLoadBalancers, ""]]) : undefined,
  });
}

/** Certificate and key are both written, even when empty. */
export function certificatePair(crt: string, key: string): ValueMap {
  return new Map([
    ["crt", crt],
    ["key", key],
  ]);
}

function kubelet({ kubernetesVersion, contract }: GenerateRequest): ValueMap {
  return struct({
    image: componentImage("kubelet", kubernetesVersion),
    defaultRuntimeSeccompProfileEnabled: contract > 1 || undefined,
    disableManifestsDirectory: contract > 2 || undefined,
  });
}

function install({ options, contract }: GenerateRequest): ValueMap {
  return struct({
    disk: options.installDisk,
    extraKernelArgs: list(options.installExtraKernelArgs),
    image: options.installImage,
    wipe: false,
    // Talos writes it even beside extraKernelArgs, which its own validation then refuses on metal.
    grubUseUKICmdline: contract > 11 || undefined,
  });
}

function machineNetwork({ options, contract }: GenerateRequest): Value | undefined {
  const given = options.machineNetwork;
  const network = given ?? (contract < 13 ? new Map() : undefined);
  if (options.kubeSpan === undefined || contract >= 13) return network;
  return new Map([...(network ?? []), ["kubespan", struct({ enabled: options.kubeSpan })]]);
}

function features({ options, contract }: GenerateRequest): ValueMap {
  const old = contract < 12;
  const forward = contract > 7 || options.hostDnsForwardKubeDnsToHost === true;
  return struct({
    rbac: old || undefined,
    stableHostname: (old && contract > 1) || undefined,
    apidCheckExtKeyUsage: (old && contract > 2) || undefined,
    diskQuotaSupport: contract > 4 || undefined,
    kubePrism: kubePrism(options.kubePrismPort ?? (contract > 5 ? kubePrismPort : 0)),
    hostDNS: contract > 6 ? struct({ enabled: true, forwardKubeDNSToHost: forward || undefined }) : undefined,
  });
}

function kubePrism(port: number): ValueMap | undefined {
  return port > 0 ? struct({ enabled: true, port }) : undefined;
}

function registries({ options, contract }: GenerateRequest): ValueMap {
  const mirrors: ValueMap = new Map();
  if (contract === 2) {
    mirrors.set("k8s.gcr.io", struct({ endpoints: ["https://registry.k8s.io", "https://k8s.gcr.io"] }));
  }
  for (const [host, endpoints] of options.registryMirrors ?? [])
    mirrors.set(host, struct({ endpoints: [...endpoints] }));
  const config: ValueMap = new Map();
  const hosts = new Set([...(options.registryCas ?? new Map()).keys(), ...(options.registryInsecure ?? [])]);
  for (const host of hosts) {
    const ca = options.registryCas?.get(host);
    const tls = struct({
      ca: ca === undefined ? undefined : Buffer.from(ca).toString("base64"),
      insecureSkipVerify: options.registryInsecure?.includes(host) === true || undefined,
    });
    config.set(host, struct({ tls }));
  }
  return struct({ mirrors, config });
}
