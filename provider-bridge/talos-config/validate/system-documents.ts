import { celProblem } from "../cel";
import { isBase64, parseDuration, parseUrl, type UrlParts, urlHostname } from "../scalars";
import { booleanAt, listAt, mapAt, textAt, type ValueMap } from "../value";
import { type Problem, when } from "./finding";
import { maps } from "./legacy";
import { type DocumentCheck, selector } from "./network-documents";

const environmentName = /^[a-zA-Z_][a-zA-Z0-9_]*$/;
/** The cluster secret is a key of AES-256. */
const clusterSecretBytes = 32;
const minWatchdogNanoseconds = 10_000_000_000n;

/** Checks of documents about the operating system, by kind. */
export const systemDocuments: Readonly<Record<string, DocumentCheck>> = {
  EnvironmentConfig: (document) =>
    [...(mapAt(document, "variables") ?? [])].flatMap(([name]) =>
      when(!environmentName.test(name), `variables.${name}`, `"${name}" is no name of an environment variable`),
    ),
  EventSinkConfig: (document) => {
    const endpoint = textAt(document, "endpoint");
    const valid = /^(\[[^[\]]*\]|[^:[\]]*):[^:]*$/.test(endpoint);
    return when(!valid, "endpoint", `"${endpoint}" is no address with port`);
  },
  KmsgLogConfig: kmsgLog,
  OOMConfig: oom,
  WatchdogTimerConfig: (document) => {
    if (textAt(document, "device") === "") return [{ path: "device", message: "the device is required" }];
    const timeout = parseDuration(textAt(document, "timeout"));
    return when(timeout !== undefined && timeout < minWatchdogNanoseconds, "timeout", "it is at least 10s");
  },
  ExtensionServiceConfig: extensionService,
  RegistryAuthConfig: registryAuth,
  RegistryMirrorConfig: (document) => [...named(document), ...mirrorEndpoints(document)],
  RegistryTLSConfig: registryTls,
  ImageVerificationConfig: (document) =>
    maps(listAt(document, "rules")).flatMap((rule, index) => verificationRule(rule, `rules[${index}]`)),
  DiscoveryIdentityConfig: discoveryIdentity,
  DiscoveryServiceConfig: discoveryService,
  UnattendedInstallConfig: (document) => selector(document, "provisioning.diskSelector", "disk"),
  SideroLinkConfig: (document) => {
    const url = parsed(document, "apiUrl");
    if (url === undefined) return [{ path: "apiUrl", message: "the URL is required" }];
    if (url.scheme !== "https" && url.scheme !== "grpc")
      return [{ path: "apiUrl", message: "the scheme is https or grpc" }];
    return when(url.path !== "" && url.path !== "/", "apiUrl", "the URL has a path");
  },
};

/** Talos stops at the first problem here. */
function discoveryIdentity(document: ValueMap): Problem[] {
  if (textAt(document, "clusterID") === "") return [{ path: "clusterID", message: "it is required" }];
  const secret = textAt(document, "clusterSecret");
  const isKey = isBase64(secret) && Buffer.from(secret, "base64").length === clusterSecretBytes;
  return when(!isKey, "clusterSecret", `${clusterSecretBytes} bytes in base64 are required`);
}

/** Talos stops at the first problem here. */
function discoveryService(document: ValueMap): Problem[] {
  if (textAt(document, "name") === "") return named(document);
  const url = parsed(document, "endpoint");
  if (url === undefined) return [{ path: "endpoint", message: "the URL is required" }];
  if (!["http", "https", "grpc"].includes(url.scheme))
    return [{ path: "endpoint", message: "the scheme is http, https or grpc" }];
  return when(urlHostname(url) === "", "endpoint", "the URL has no host");
}

function named(document: ValueMap): Problem[] {
  return when(textAt(document, "name") === "", "name", "a name is required");
}

function parsed(document: ValueMap, key: string): UrlParts | undefined {
  const text = textAt(document, key);
  const url = text === "" ? undefined : parseUrl(text);
  return typeof url === "string" ? undefined : url;
}

/** Talos stops at the first problem here. */
function kmsgLog(document: ValueMap): Problem[] {
  if (textAt(document, "name") === "") return named(document);
  const url = parsed(document, "url");
  if (url === undefined) return [{ path: "url", message: "the URL is required" }];
  if (url.scheme !== "tcp" && url.scheme !== "udp") return [{ path: "url", message: "the scheme is tcp or udp" }];
  if (url.path !== "" && url.path !== "/") return [{ path: "url", message: "the URL has a path" }];
  return when(!/:\d+$/.test(url.host), "url", "the URL has no port");
}

function oom(document: ValueMap): Problem[] {
  const expression = (key: string, environment: "oom-trigger" | "oom-ranking", type: "bool" | "double") => {
    const text = textAt(document, key);
    const problem = text === "" ? undefined : celProblem(text, environment, type);
    return problem === undefined ? [] : [{ path: key, message: problem }];
  };
  return [
    ...expression("triggerExpression", "oom-trigger", "bool"),
    ...expression("cgroupRankingExpression", "oom-ranking", "double"),
    ...when((parseDuration(textAt(document, "sampleInterval")) ?? 0n) < 0n, "sampleInterval", "it cannot be negative"),
  ];
}

/** Talos stops at the first problem here. */
function extensionService(document: ValueMap): Problem[] {
  if (textAt(document, "name") === "") return named(document);
  const files = maps(listAt(document, "configFiles"));
  if (files.length === 0 && listAt(document, "environment").length === 0) {
    return [{ path: "", message: "configFiles or environment is required" }];
  }
  for (const [index, file] of files.entries()) {
    const missing = ["content", "mountPath"].find((key) => textAt(file, key) === "");
    if (missing !== undefined) return [{ path: `configFiles[${index}].${missing}`, message: "it is required" }];
  }
  return [];
}

function registryAuth(document: ValueMap): Problem[] {
  const has = (key: string) => textAt(document, key) !== "";
  return [
    ...named(document),
    ...when(has("username") && has("identityToken"), "identityToken", "username and identityToken exclude each other"),
    ...when(
      has("auth") && (has("username") || has("identityToken")),
      "auth",
      "auth excludes username and identityToken",
    ),
  ];
}

function mirrorEndpoints(document: ValueMap): Problem[] {
  return maps(listAt(document, "endpoints")).flatMap((endpoint, index) => {
    const url = parsed(endpoint, "url");
    const path = `endpoints[${index}].url`;
    if (url === undefined) return [{ path, message: "the URL is required" }];
    return when(
      url.scheme !== "http" && url.scheme !== "https",
      path,
      `the scheme "${url.scheme}" is neither http nor https`,
    );
  });
}

function registryTls(document: ValueMap): Problem[] {
  const ca = textAt(document, "ca");
  const identity = mapAt(document, "clientIdentity");
  const isCertificate = (text: string) => /-----BEGIN CERTIFICATE-----[\s\S]+-----END CERTIFICATE-----/.test(text);
  const isKey = (text: string) => /-----BEGIN [A-Z0-9 ]*PRIVATE KEY-----[\s\S]+-----END/.test(text);
  return [
    ...named(document),
    ...when(ca !== "" && !isCertificate(ca), "ca", "a certificate in PEM is expected"),
    ...when(
      identity !== undefined && !isCertificate(textAt(identity, "cert")),
      "clientIdentity.cert",
      "a certificate in PEM is expected",
    ),
    ...when(
      identity !== undefined && !isKey(textAt(identity, "key")),
      "clientIdentity.key",
      "a private key in PEM is expected",
    ),
  ];
}

function verificationRule(rule: ValueMap, path: string): Problem[] {
  const skip = booleanAt(rule, "skip") === true;
  const deny = booleanAt(rule, "deny") === true;
  const keyless = mapAt(rule, "keyless");
  const publicKey = mapAt(rule, "publicKey");
  const verified = keyless !== undefined || publicKey !== undefined;
  return [
    ...when(textAt(rule, "image") === "", `${path}.image`, "a pattern is required"),
    ...when(skip && deny, path, "skip and deny exclude each other"),
    ...when((skip || deny) && verified, path, "skip or deny excludes verifiers"),
    ...when(!skip && !deny && !verified, path, "a verifier is required"),
    ...when(keyless !== undefined && publicKey !== undefined, path, "keyless and publicKey exclude each other"),
    ...when(
      keyless !== undefined && textAt(keyless, "issuer") === "",
      `${path}.keyless.issuer`,
      "the issuer is required",
    ),
    ...when(
      keyless !== undefined && textAt(keyless, "subject") === "" && textAt(keyless, "subjectRegex") === "",
      `${path}.keyless`,
      "a subject or subjectRegex is required",
    ),
    ...when(
      publicKey !== undefined && textAt(publicKey, "certificate") === "",
      `${path}.publicKey.certificate`,
      "the certificate is required",
    ),
  ];
}

/** Advice of Talos on image patterns. */
export function imagePatternWarnings(document: ValueMap): Problem[] {
  return maps(listAt(document, "rules")).flatMap((rule, index) => {
    const pattern = textAt(rule, "image");
    const path = `rules[${index}].image`;
    const afterRegistry = pattern.slice(pattern.indexOf("/") + 1);
    return [
      ...when(pattern.includes("@"), path, "digests are not matched, only registry and repository"),
      ...when(
        pattern.includes("/") && afterRegistry.includes(":"),
        path,
        "tags are not matched, only registry and repository",
      ),
      ...when(
        !pattern.includes("/") && pattern !== "*" && pattern !== "",
        path,
        `"${pattern}" is matched as docker.io/${pattern}`,
      ),
    ];
  });
}
