/** Bundles, client certificates, talosconfig files. */
import { decodeConfig } from "../../../provider-bridge/talos-config/decode";
import { decodeBase64, formatIpAddress, parseDuration } from "../../../provider-bridge/talos-config/scalars";
import {
  bundleFromConfig,
  issueClientCertificate,
  parseBundle,
  type SecretsBundle,
  validateBundle,
  writeBundle,
} from "../../../provider-bridge/talos-config/secrets";
import {
  mergeTalosConfigs,
  parseTalosConfig,
  type TalosContext,
  writeTalosConfig,
} from "../../../provider-bridge/talos-config/talosconfig";
import {
  type CertificateFacts,
  inspectPrivateKey,
  isSignedBy,
  keyName,
  readCertificate,
  readPem,
  verifyProblem,
} from "../../../provider-bridge/talos-config/x509";
import { type Json, type OracleCase, objectAt, textAt, textsAt } from "./case";
import { attempt, setDifference, textDifference, valueDifference } from "./compare";

function verdict(ours: { readonly ok: boolean; readonly error?: string }, out: Json): string | undefined {
  if (ours.ok === (out["ok"] === true)) return undefined;
  return ours.ok ? `ours accepts, theirs: ${textAt(out, "error")}` : `ours refuses: ${ours.error ?? ""}`;
}

/** An address as Go writes it. */
function address(bytes: Buffer): string {
  const bits = bytes.length === 4 ? 32 : 128;
  return formatIpAddress({ bits, value: BigInt(`0x${bytes.toString("hex") || "0"}`), zone: "" });
}

function factsOf(certificate: CertificateFacts, pem: string): Json {
  const iso = (date: Date) => date.toISOString().replace(".000", "");
  const block = readPem(pem);
  return {
    pemType: block?.label,
    subject: certificate.subject.text,
    commonName: certificate.subject.commonName,
    organization: certificate.subject.organizations,
    issuer: certificate.issuer.text,
    sans: [...certificate.dnsNames, ...certificate.ipAddresses.map(address)],
    publicKey: certificate.publicKey,
    signature: certificate.signatureAlgorithm,
    notBefore: iso(certificate.notBefore),
    notAfter: iso(certificate.notAfter),
    keyUsage: certificate.keyUsage,
    // Theirs leaves out usages that it has no name for.
    extKeyUsage: certificate.extKeyUsage.filter((usage) => !/^\d/.test(usage)),
    basicConstraints: certificate.hasBasicConstraints,
    isCA: certificate.isCa,
    hasSubjectKeyId: certificate.subjectKeyId.length > 0,
    hasAuthorityKeyId: certificate.authorityKeyId.length > 0,
    furtherDataAfterPEM: (block?.rest ?? "").trim() !== "",
  };
}

function compareCertificate(pem: string, theirs: Json): string | undefined {
  const ours = attempt(() => readCertificate(pem));
  if ("error" in theirs)
    return ours.ok ? `ours reads a certificate that theirs does not: ${textAt(theirs, "error")}` : undefined;
  if (!ours.ok) return `ours does not read the certificate: ${ours.error}`;
  const { organization: ourRoles, subject: ourSubject, ...rest } = factsOf(ours.value, pem);
  const { organization: theirRoles, subject: theirSubject, ...theirRest } = theirs;
  const multiple = Array.isArray(theirRoles) && theirRoles.length > 1;
  return (
    valueDifference(rest, theirRest) ??
    setDifference(ourRoles as string[], theirRoles as string[]) ??
    (theirSubject === undefined || multiple ? undefined : valueDifference(ourSubject, theirSubject))
  );
}

function compareKey(pem: string, theirs: Json): string | undefined {
  const ours = attempt(() => inspectPrivateKey(pem));
  if (textAt(theirs, "error") === "no PEM block") return ours.ok ? "ours finds a PEM block" : undefined;
  if (!ours.ok) return `ours does not read the key: ${ours.error}`;
  const { key, label } = ours.value;
  if (key === undefined) return valueDifference({ error: "not a private key", pemType: label }, theirs);
  return valueDifference({ encoding: ours.value.encoding, key: keyName(key), pemType: label }, theirs);
}

function pemOf(base64: string | undefined): string {
  return decodeBase64(base64 ?? "") ?? "";
}

function compareFacts(bundle: SecretsBundle, out: Json): string | undefined {
  const certs = bundle.certs;
  const pairs = { etcd: certs?.etcd, k8s: certs?.k8s, k8saggregator: certs?.k8sAggregator, os: certs?.os };
  const keys = { ...pairs, k8sserviceaccount: { crt: "", key: certs?.k8sServiceAccountKey ?? "" } };
  for (const [name, pair] of Object.entries(pairs)) {
    const theirs = objectAt(out, "certs")[name];
    if (theirs === undefined) continue;
    const difference = compareCertificate(pemOf(pair?.crt), theirs as Json);
    if (difference !== undefined) return `certs.${name}: ${difference}`;
  }
  for (const [name, pair] of Object.entries(keys)) {
    const theirs = objectAt(out, "keys")[name];
    if (theirs === undefined) continue;
    const difference = compareKey(pemOf(pair?.key), theirs as Json);
    if (difference !== undefined) return `keys.${name}: ${difference}`;
  }
  return undefined;
}

/** Paths that an error message of Talos is about; ours say certs.x.key where theirs say certs.x. */
function errorPaths(errors: readonly string[]): string[] {
  return errors.map(
    (text) =>
      /(certs\.[a-z0-9]+|secrets\.secretboxencryptionsecret|[a-z]+(?:\.[a-z]+)?)/.exec(
        text.replace(/^(one of|only one of) \[/, ""),
      )?.[1] ?? text,
  );
}

/** Bundles: the same verdict, errors by path, text and facts; what differs, undefined when nothing does. */
export function replaySecretsParse({ in: input, out }: OracleCase): string | undefined {
  const ours = attempt(() => parseBundle(textAt(input, "secrets")));
  const wrong = verdict(ours, out);
  if (wrong !== undefined || !ours.ok) return wrong;
  return (
    setDifference(errorPaths(validateBundle(ours.value).map(({ path }) => path)), errorPaths(textsAt(out, "errors"))) ??
    textDifference(writeBundle(ours.value), textAt(out, "text")) ??
    compareFacts(ours.value, out)
  );
}

/** A bundle out of a configuration: the same text; what differs, undefined when nothing does. */
export function replaySecretsFromConfig({ in: input, out, minor }: OracleCase): string | undefined {
  const ours = attempt(() => bundleFromConfig(decodeConfig(textAt(input, "config"), minor)));
  const wrong = verdict(ours, out);
  if (wrong !== undefined || !ours.ok) return wrong;
  return (
    textDifference(writeBundle(ours.value), textAt(out, "text")) ??
    setDifference(errorPaths(validateBundle(ours.value).map(({ path }) => path)), errorPaths(textsAt(out, "errors")))
  );
}

/** Client certificates: the same facts, signed by the CA; what differs, undefined when nothing does. */
export function replayClientCertificate({ in: input, out, minor }: OracleCase): string | undefined {
  const ours = attempt(() => {
    const os = parseBundle(textAt(input, "secrets")).certs?.os ?? { crt: "", key: "" };
    const validity = parseDuration(textAt(input, "ttl"));
    if (validity === undefined) throw new RangeError("Cannot read the duration");
    const options = {
      roles: textsAt(input, "roles"),
      minor,
      notBefore: new Date(textAt(input, "now")),
      validityMs: Number(validity / 1_000_000n),
    };
    return { ca: os, certificate: issueClientCertificate(os, options) };
  });
  const wrong = verdict(ours, out);
  if (wrong !== undefined || !ours.ok) return wrong;
  const { ca, certificate } = ours.value;
  const pem = pemOf(certificate.crt);
  const facts = readCertificate(pem);
  const signed = isSignedBy(facts, readCertificate(pemOf(ca.crt))) ? undefined : "the CA did not sign the certificate";
  return (
    compareCertificate(pem, objectAt(out, "cert")) ??
    compareKey(pemOf(certificate.key), objectAt(out, "key")) ??
    setDifference([...certificate.unknownRoles], [...new Set(textsAt(out, "unknownRoles"))]) ??
    signed
  );
}

function contextFacts(context: TalosContext): Json {
  const facts: Record<string, unknown> = {
    endpoints: context.endpoints,
    nodes: context.nodes,
    cluster: context.cluster,
    ca: context.ca,
    crt: context.crt,
    key: context.key,
  };
  if (context.basic !== undefined) facts["basic"] = context.basic;
  if (context.sideroV1Identity !== undefined) facts["siderov1"] = context.sideroV1Identity;
  return facts;
}

/** talosconfig: the same contexts and text; what differs, undefined when nothing does. */
export function replayTalosconfigParse({ in: input, out }: OracleCase): string | undefined {
  const ours = attempt(() => parseTalosConfig(textAt(input, "text")));
  const wrong = verdict(ours, out);
  if (wrong !== undefined || !ours.ok) return wrong;
  const theirs = Object.entries(objectAt(out, "contexts")).map(([name, facts]) => {
    const { certFacts: _certFacts, ...rest } = facts as Json;
    return [name, rest];
  });
  const contexts = Object.fromEntries([...ours.value.contexts].map(([name, context]) => [name, contextFacts(context)]));
  return (
    valueDifference(ours.value.context, out["context"]) ??
    valueDifference(contexts, Object.fromEntries(theirs)) ??
    textDifference(writeTalosConfig(ours.value), textAt(out, "text"))
  );
}

/** Merging: the same names and text; what differs, undefined when nothing does. */
export function replayTalosconfigMerge({ in: input, out }: OracleCase): string | undefined {
  const ours = attempt(() =>
    mergeTalosConfigs(parseTalosConfig(textAt(input, "into")), parseTalosConfig(textAt(input, "text"))),
  );
  const wrong = verdict(ours, out);
  if (wrong !== undefined || !ours.ok) return wrong;
  const renames = ours.value.renames.map(({ from, to }) => `${from} -> ${to}`);
  return (
    setDifference(renames, textsAt(out, "renames")) ??
    textDifference(writeTalosConfig(ours.value.config), textAt(out, "text"))
  );
}

/** Verification: the same verdict and facts; what differs, undefined when nothing does. */
export function replayX509({ in: input, out }: OracleCase): string | undefined {
  const ours = attempt(() => ({
    certificate: readCertificate(textAt(input, "cert")),
    ca: readCertificate(textAt(input, "ca")),
  }));
  const wrong = verdict(ours, out);
  if (wrong !== undefined || !ours.ok) return wrong;
  const { certificate, ca } = ours.value;
  const usage = textAt(input, "usage") === "server" ? "server" : "client";
  const problem = verifyProblem(certificate, ca, {
    usage,
    now: new Date(textAt(input, "now")),
    host: textAt(input, "host"),
  });
  const onlyClientAuth = certificate.extKeyUsage.length === 1 && certificate.extKeyUsage[0] === "clientAuth";
  if ((problem === undefined) !== (out["verifies"] === true))
    return `ours ${problem ?? "verifies"}, theirs ${textAt(out, "reason")}`;
  return (
    valueDifference(onlyClientAuth, out["onlyClientAuth"]) ??
    compareCertificate(textAt(input, "cert"), objectAt(out, "cert"))
  );
}
