import { type IpPrefix, parseIpPrefix } from "../scalars";
import { booleanAt, listAt, mapAt, numberAt, textAt, type ValueMap } from "../value";
import { CertificateError, readPem, readPrivateKey } from "../x509";
import { endpointProblem, isSubnetFilter } from "./endpoint";
import { type Problem, when } from "./finding";
import { annotationProblems, labelProblems, taintProblems } from "./identity-rules";
import { kubernetesImageProblems } from "./kubernetes-image";
import { texts } from "./legacy";
import { protectedKubeletFields, talosRoles } from "./machine-rules";
import type { DocumentCheck } from "./network-documents";
import { isSubdomain } from "./qualified-name";

/** Limits of subnets. Source: Talos 1.14, which has them from kube-controller-manager. */
const smallestHostBits = 4;
const maxServiceHostBits = 20;
const maxPodMaskDifference = 16;
const nodeMasks = { 32: ["nodeCIDRMaskSizeIPv4", 24], 128: ["nodeCIDRMaskSizeIPv6", 64] } as const;
/** Arguments of the API server that a document stands for. */
const reservedArguments: readonly (readonly [prefix: string, document: string])[] = [
  ["anonymous-auth", "KubeAuthenticationConfig"],
  ["oidc-", "KubeAuthenticationConfig"],
  ["authentication-config", "KubeAuthenticationConfig"],
  ["authorization-config", "KubeAuthorizerConfig"],
  ["authorization-mode", "KubeAuthorizerConfig"],
  ["authorization-webhook-", "KubeAuthorizerConfig"],
];
const authorizers = ["Node", "RBAC", "Webhook"];
const proxyModes = ["", "iptables", "ipvs", "nftables"];

/** Checks of the documents that replace Kubernetes' part of the v1alpha1 document from Talos 1.14 on, by kind. */
export const kubernetesDocuments: Readonly<Record<string, DocumentCheck>> = {
  KubeClusterConfig: (document) => {
    const problem = endpointProblem(textAt(document, "endpoint"));
    return [
      ...required(document, "clusterName"),
      ...(document.has("endpoint")
        ? when(problem !== undefined, "endpoint", problem ?? "")
        : required(document, "endpoint")),
    ];
  },
  KubeNetworkConfig: network,
  KubeNodeConfig: (document) => [
    ...texts(listAt(document, "nodeIP", "validSubnets")).flatMap((text, index) =>
      when(!isSubnetFilter(text), `nodeIP.validSubnets[${index}]`, `"${text}" is no subnet`),
    ),
    ...labelProblems(mapAt(document, "labels"), "labels"),
    ...annotationProblems(mapAt(document, "annotations"), "annotations"),
    ...taintProblems(mapAt(document, "taints"), "taints"),
  ],
  KubeletConfig: (document) => [
    ...image(document),
    ...protectedKubeletFields.flatMap((field) =>
      when(mapAt(document, "config")?.has(field) === true, `config.${field}`, "Talos sets this field itself"),
    ),
  ],
  KubePrismConfig: (document) => {
    const port = numberAt(document, "port");
    return when(port < 1 || port > 65_535, "port", "it is a port from 1 to 65535");
  },
  KubeAPIServerConfig: (document) => [...image(document), ...argumentsOf(document), ...resources(document)],
  KubeControllerManagerConfig: unlessDisabled((document) => [...image(document), ...resources(document)]),
  KubeSchedulerConfig: unlessDisabled((document) => [...image(document), ...resources(document)]),
  KubeProxyConfig: unlessDisabled((document) => [
    ...image(document),
    ...when(
      !proxyModes.includes(textAt(document, "mode")),
      "mode",
      `"${textAt(document, "mode")}" is none of nftables, iptables, ipvs`,
    ),
    ...resources(document),
  ]),
  KubeAPIServerCAConfig: issuingCa,
  KubeAggregatorCAConfig: (document) => [
    ...when(mapAt(document, "issuingCA") === undefined, "issuingCA", "the CA is required"),
    ...issuingCa(document),
  ],
  KubeAdmissionControlConfig: (document) => required(document, "name"),
  KubeAuthorizerConfig: authorizer,
  KubeEtcdEncryptionConfig: (document) =>
    when((mapAt(document, "config")?.size ?? 0) === 0, "config", "the configuration is required"),
  KubeServiceAccountConfig: serviceAccount,
  KubeFlannelCNIConfig: (document) => [...required(document, "backendType"), ...resources(document)],
  KubeExternalManifestConfig: (document) => [
    ...manifestName(document),
    ...when(!/^https?:/.test(textAt(document, "url")), "url", "a URL with http or https is required"),
  ],
  KubeInlineManifestConfig: manifestName,
  KubeTalosAPIAccessConfig: (document) =>
    texts(listAt(document, "allowedRoles")).flatMap((role, index) =>
      when(!talosRoles.includes(role), `allowedRoles[${index}]`, `"${role}" is none of ${talosRoles.join(", ")}`),
    ),
  KubeStaticPodConfig: (document) => [
    ...manifestName(document),
    ...when((mapAt(document, "pod")?.size ?? 0) === 0, "pod", "the pod is required"),
  ],
};

function required(document: ValueMap, key: string): Problem[] {
  return when(textAt(document, key) === "", key, "it is required");
}

/** What is switched off is not judged further. */
function unlessDisabled(check: (document: ValueMap) => Problem[]): DocumentCheck {
  return (document) => (booleanAt(document, "enabled") === false ? [] : check(document));
}

function image(document: ValueMap): Problem[] {
  if (textAt(document, "image") === "") return [{ path: "image", message: "an image is required" }];
  return kubernetesImageProblems(document, "image");
}

/** A CA that issues has both its parts, in PEM. */
function issuingCa(document: ValueMap): Problem[] {
  const ca = mapAt(document, "issuingCA");
  if (ca === undefined) return [];
  return [
    ...when(readPem(textAt(ca, "cert"))?.label !== "CERTIFICATE", "issuingCA.cert", "a certificate in PEM is required"),
    ...when(
      readPem(textAt(ca, "key"))?.label.endsWith("PRIVATE KEY") !== true,
      "issuingCA.key",
      "a private key in PEM is required",
    ),
  ];
}

function argumentsOf(document: ValueMap): Problem[] {
  return [...(mapAt(document, "extraArgs") ?? new Map()).keys()].flatMap((name) =>
    reservedArguments.flatMap(([prefix, kind]) =>
      when(name.startsWith(prefix), `extraArgs.${name}`, `the argument is reserved, use ${kind}`),
    ),
  );
}

function resources(document: ValueMap): Problem[] {
  for (const part of ["requests", "limits"]) {
    const unknown = [...(mapAt(document, "resources", part)?.keys() ?? [])].find(
      (name) => name !== "cpu" && name !== "memory",
    );
    if (unknown !== undefined)
      return [{ path: `resources.${part}.${unknown}`, message: "only cpu and memory can be given" }];
  }
  return [];
}

function authorizer(document: ValueMap): Problem[] {
  const type = textAt(document, "type");
  const webhook = (mapAt(document, "webhook")?.size ?? 0) > 0;
  return [
    ...required(document, "name"),
    ...required(document, "type"),
    ...when(!authorizers.includes(type), "type", `"${type}" is none of ${authorizers.join(", ")}`),
    ...when(type === "Webhook" && !webhook, "webhook", "its configuration is required"),
  ];
}

function serviceAccount(document: ValueMap): Problem[] {
  const path = "issuer.privateKey";
  const key = textAt(document, "issuer", "privateKey");
  return [
    ...(key === "" ? [{ path, message: "the key is required" }] : keyProblems(key, path)),
    ...when(textAt(document, "issuer", "issuerURL") === "", "issuer.issuerURL", "the URL is required"),
  ];
}

function keyProblems(key: string, path: string): Problem[] {
  try {
    readPrivateKey(key);
    return [];
  } catch (error) {
    if (error instanceof CertificateError) return [{ path, message: error.message }];
    throw error;
  }
}

function manifestName(document: ValueMap): Problem[] {
  const name = textAt(document, "name");
  if (name === "") return [{ path: "name", message: "a name is required" }];
  return when(!isSubdomain(name), "name", `"${name}" is no DNS name in lower case`);
}

function network(document: ValueMap): Problem[] {
  const [pods, services] = ["podSubnets", "serviceSubnets"].map((key) => texts(listAt(document, key)));
  const masks = Object.entries(nodeMasks).flatMap(([bits, [key]]) => {
    const mask = numberAt(document, key);
    return when(mask < 0 || mask > Number(bits), key, `it is a length from 1 to ${bits}`);
  });
  return [
    ...masks,
    ...subnets(pods ?? [], "podSubnets", (prefix) => (masks.length > 0 ? undefined : podSubnet(document, prefix))),
    ...subnets(services ?? [], "serviceSubnets", serviceSubnet),
    ...when(pods?.length !== services?.length, "serviceSubnets", "there are as many service subnets as pod subnets"),
  ];
}

type SizeCheck = (prefix: IpPrefix) => string | undefined;

/** Talos stops at the first problem of each list. */
function subnets(list: readonly string[], key: string, size: SizeCheck): Problem[] {
  if (list.length === 0) return [{ path: key, message: "at least one subnet is required" }];
  if (list.length > 2) return [{ path: key, message: "at most one subnet of each family is allowed" }];
  const families = new Set<number>();
  for (const [index, text] of list.entries()) {
    const prefix = parseIpPrefix(text);
    const problem = prefix === undefined ? "it is no CIDR" : (shape(prefix) ?? size(prefix));
    if (problem !== undefined) return [{ path: `${key}[${index}]`, message: `"${text}": ${problem}` }];
    families.add(prefix?.address.bits ?? 0);
  }
  return when(families.size < list.length, key, "at most one subnet of each family is allowed");
}

function shape({ address, length }: IpPrefix): string | undefined {
  const hostBits = address.bits - length;
  if (address.value % 2n ** BigInt(hostBits) !== 0n) return "it is an address in a subnet, not a subnet";
  return hostBits < smallestHostBits ? "it is too small" : undefined;
}

function serviceSubnet({ address, length }: IpPrefix): string | undefined {
  const longest = address.bits - maxServiceHostBits;
  return length < longest ? `it is too large, /${longest} is the largest` : undefined;
}

/** Each node gets a part of the subnet, so that has to be larger than the part, and not by too much. */
function podSubnet(document: ValueMap, { address, length }: IpPrefix): string | undefined {
  const [key, standard] = nodeMasks[address.bits];
  const mask = numberAt(document, key) || standard;
  if (length > mask) return `it is smaller than one node's part, /${mask}`;
  return mask - length > maxPodMaskDifference
    ? `it is more than ${maxPodMaskDifference} bits larger than one node's part, /${mask}`
    : undefined;
}
