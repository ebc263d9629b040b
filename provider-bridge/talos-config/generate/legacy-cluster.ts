import type { ValueMap } from "../value";
import { list, struct } from "./build";
import { certificatePair } from "./legacy-machine";
import { auditPolicy, componentImage, podSecurityConfiguration } from "./policies";
import type { GenerateRequest } from "./request";

const podSubnet = "10.244.0.0/16";
const serviceSubnet = "10.96.0.0/12";

/** The `cluster` section up to contract 1.13. The numbers are the contracts that changed something. */
export function legacyCluster(request: GenerateRequest): ValueMap {
  const { secrets, controlPlane, contract } = request;
  const worker = struct({
    id: secrets.cluster.id,
    secret: secrets.cluster.secret,
    controlPlane: controlPlaneSection(request),
    clusterName: controlPlane || contract > 7 ? request.clusterName : undefined,
    network: network(request),
    token: secrets.bootstrapToken,
    ca: certificatePair(secrets.k8s.crt, controlPlane ? secrets.k8s.key : ""),
    discovery: discovery(request),
  });
  if (!controlPlane) return worker;
  return new Map([...worker, ...controlPlaneFields(request)]);
}

/** Subnets, DNS domain and CNI: the same in `cluster.network` and in the newer documents. */
export function subnets({ options }: GenerateRequest): { pods: string[]; services: string[]; dnsDomain: string } {
  return {
    pods: [...(options.podSubnets ?? [podSubnet])],
    services: [...(options.serviceSubnets ?? [serviceSubnet])],
    dnsDomain: options.dnsDomain ?? "cluster.local",
  };
}

/** The endpoint is written even when it is empty. */
function controlPlaneSection(request: GenerateRequest): ValueMap {
  const port = request.controlPlane ? localPort(request) : undefined;
  return new Map([["endpoint", request.endpoint], ...struct({ localAPIServerPort: port })]);
}

function localPort({ options }: GenerateRequest): number | undefined {
  return options.localApiServerPort === 0 ? undefined : options.localApiServerPort;
}

function network(request: GenerateRequest): ValueMap {
  const { pods, services, dnsDomain } = subnets(request);
  const { cni } = request.options;
  return struct({
    cni: cni === undefined ? undefined : struct({ name: cni.name, urls: list(cni.urls) }),
    dnsDomain,
    podSubnets: pods,
    serviceSubnets: services,
  });
}

function discovery({ options, contract }: GenerateRequest): ValueMap {
  const kubernetes = struct({ disabled: contract > 1 || undefined });
  return struct({ enabled: options.clusterDiscovery ?? true, registries: struct({ kubernetes }) });
}

function controlPlaneFields(request: GenerateRequest): ValueMap {
  const { secrets, contract, kubernetesVersion, options } = request;
  const component = (name: string) => struct({ image: componentImage(`kube-${name}`, kubernetesVersion) });
  const scheduling = options.allowSchedulingOnControlPlanes === true || undefined;
  return struct({
    secretboxEncryptionSecret: contract > 2 ? secrets.secretboxEncryptionSecret : undefined,
    aescbcEncryptionSecret: contract > 2 ? undefined : secrets.aescbcEncryptionSecret,
    aggregatorCA: certificatePair(secrets.k8sAggregator.crt, secrets.k8sAggregator.key),
    serviceAccount: new Map([["key", secrets.k8sServiceAccountKey]]),
    apiServer: apiServer(request),
    controllerManager: component("controller-manager"),
    proxy: component("proxy"),
    scheduler: component("scheduler"),
    etcd: struct({ ca: certificatePair(secrets.etcd.crt, secrets.etcd.key) }),
    allowSchedulingOnMasters: contract > 1 ? undefined : scheduling,
    allowSchedulingOnControlPlanes: contract > 1 ? scheduling : undefined,
  });
}

function apiServer({ contract, kubernetesVersion, options, endpointHost }: GenerateRequest): ValueMap {
  const sans = [...(contract < 12 ? [endpointHost] : []), ...(options.additionalSans ?? [])];
  const podSecurity = struct({ name: "PodSecurity", configuration: podSecurityConfiguration() });
  return struct({
    image: componentImage("kube-apiserver", kubernetesVersion),
    certSANs: sans,
    disablePodSecurityPolicy: contract < 12 || undefined,
    admissionControl: contract > 0 ? [podSecurity] : undefined,
    auditPolicy: contract > 2 ? auditPolicy() : undefined,
  });
}
