/** TLS certificates: uploaded ones are read, managed ones are issued by nobody but the sandbox. */
import { createHash, createPrivateKey, X509Certificate } from "node:crypto";
import type { World } from "../../world";
import { startAction } from "../../world/actions";
import type { Certificate } from "../../world/certificate";
import { durations } from "../../world/durations";
import { takeId } from "../../world/state";
import { actionShape } from "../actions/shape";
import { ApiError, invalidInput } from "../api-error";
import { oneOf, text } from "../field-values";
import { listOf, optional, readFields } from "../fields";
import { labels } from "../labels";
import { type Noun, usualFilters, usualSort } from "../noun";
import { assertFreeName, assertWithinLimit } from "../project-rules";
import { noContent, oneReply } from "../reply";
import { type ApiReply, type ApiRequest, type Route, route } from "../route";
import { actionRoute, deletion, readRoutes, updateRoute } from "../standard-routes";
import { timestamp, timestampOrNull } from "../timestamp";

/** Since 2026-02-11. */
const longestKey = 5_000;
const longestChain = 30_000;
const managedLifetimeMs = 90 * 24 * 3_600_000;

/** Certificates as the API shows, sorts and filters them. */
export const certificates: Noun<Certificate> = {
  singular: "certificate",
  plural: "certificates",
  collection: "certificates",
  all: (world) => world.state.certificates,
  shape: (world, certificate) => ({
    id: certificate.id,
    name: certificate.name,
    labels: certificate.labels,
    type: certificate.type,
    certificate: certificate.certificate,
    created: timestamp(certificate.createdMs),
    not_valid_before: timestampOrNull(certificate.notValidBeforeMs),
    not_valid_after: timestampOrNull(certificate.notValidAfterMs),
    domain_names: certificate.domainNames,
    fingerprint: certificate.fingerprint,
    status: certificate.status && {
      issuance: certificate.status.issuance,
      renewal: certificate.status.issuance === "completed" ? "scheduled" : "unavailable",
      error: certificate.status.error,
    },
    used_by: usersOf(world, certificate).map((id) => ({ id, type: "load_balancer" })),
  }),
  sort: usualSort,
  filters: () => ({ ...usualFilters, type: (wanted) => (certificate) => wanted.includes(certificate.type) }),
};

/** Operations on certificates. */
export const certificateRoutes: Route[] = [
  ...readRoutes(certificates),
  route("POST /certificates", create),
  updateRoute(certificates),
  route(
    "DELETE /certificates/{id}",
    deletion(certificates, ({ world }, certificate) => {
      if (usersOf(world, certificate).length > 0) {
        throw new ApiError("resource_in_use", "certificate is still in use by a load balancer");
      }
      world.state.certificates.delete(certificate.id);
      return noContent;
    }),
  ),
  actionRoute(certificates, "retry", ({ world }, certificate) => {
    if (certificate.type !== "managed" || certificate.status?.issuance !== "failed") {
      throw new ApiError("unsupported_error", "only failed managed certificates can be retried");
    }
    return issue(world, certificate, "issue_certificate");
  }),
];

function usersOf(world: World, certificate: Certificate): number[] {
  return [...world.state.loadBalancers.values()]
    .filter((balancer) => balancer.services.some((service) => service.http?.certificateIds.includes(certificate.id)))
    .map(({ id }) => id);
}

function create({ world, body }: ApiRequest): ApiReply {
  const wanted = readFields(body, {
    name: text({ max: 128 }),
    type: optional(oneOf("uploaded", "managed")),
    certificate: optional(text({ max: longestChain })),
    private_key: optional(text({ max: longestKey })),
    domain_names: optional(listOf(text({ max: 253 }))),
    labels: optional(labels),
  });
  assertFreeName(certificates, world, wanted.name);
  const managed = wanted.type === "managed";
  const content = managed ? readDomains(wanted.domain_names) : readPem(wanted.certificate, wanted.private_key);
  assertWithinLimit(certificates, world);
  const certificate: Certificate = {
    id: takeId(world.state, "certificates"),
    name: wanted.name,
    createdMs: world.clock.now(),
    type: managed ? "managed" : "uploaded",
    ...content,
    labels: wanted.labels ?? {},
  };
  world.state.certificates.set(certificate.id, certificate);
  const action = managed ? actionShape(world, issue(world, certificate, "create_certificate")) : null;
  return oneReply(certificates, world, certificate, { action }, 201);
}

type Content = Omit<Certificate, "id" | "name" | "createdMs" | "type" | "labels">;

function readDomains(domainNames: string[] | undefined): Content {
  if (domainNames === undefined || domainNames.length === 0) {
    throw invalidInput({ name: "domain_names", message: "Missing data for required field." });
  }
  return {
    certificate: null,
    privateKey: null,
    domainNames,
    fingerprint: null,
    notValidBeforeMs: null,
    notValidAfterMs: null,
    status: { issuance: "pending", error: null },
  };
}

function readPem(pem: string | undefined, privateKey: string | undefined): Content {
  if (pem === undefined) throw invalidInput({ name: "certificate", message: "Missing data for required field." });
  if (privateKey === undefined)
    throw invalidInput({ name: "private_key", message: "Missing data for required field." });
  const leaf = parseCertificate(pem);
  if (leaf === undefined) throw invalidInput({ name: "certificate", message: "is not a valid PEM certificate" });
  if (!belongs(leaf, privateKey)) {
    throw invalidInput({ name: "private_key", message: "does not belong to the certificate" });
  }
  const names = (leaf.subjectAltName ?? "").split(", ").filter((name) => name.startsWith("DNS:"));
  const commonName = /^CN=(.+)$/m.exec(leaf.subject)?.[1];
  const domainNames = names.length > 0 ? names.map((name) => name.slice("DNS:".length)) : [commonName ?? ""];
  return {
    certificate: pem,
    privateKey,
    domainNames: domainNames.filter((name) => name !== ""),
    fingerprint: colons(createHash("sha1").update(leaf.raw).digest("hex")),
    notValidBeforeMs: Date.parse(leaf.validFrom),
    notValidAfterMs: Date.parse(leaf.validTo),
    status: null,
  };
}

function parseCertificate(pem: string): X509Certificate | undefined {
  try {
    return new X509Certificate(pem);
  } catch {
    return undefined;
  }
}

function belongs(certificate: X509Certificate, privateKey: string): boolean {
  try {
    return certificate.checkPrivateKey(createPrivateKey(privateKey));
  } catch {
    return false;
  }
}

/** Nobody signs in the sandbox: a managed certificate carries a text that says so, and dates. */
function issue(world: World, certificate: Certificate, command: string) {
  return startAction(world, {
    command,
    resources: [{ id: certificate.id, type: "certificate" }],
    durationMs: durations.issueCertificateMs,
    begin: () => {
      certificate.status = { issuance: "pending", error: null };
    },
    end: () => {
      certificate.status = { issuance: "completed", error: null };
      certificate.certificate =
        "-----BEGIN CERTIFICATE-----\n(issued by the sandbox: no bytes)\n-----END CERTIFICATE-----\n";
      certificate.fingerprint = colons(world.random.hex().slice(0, 40));
      certificate.notValidBeforeMs = world.clock.now();
      certificate.notValidAfterMs = world.clock.now() + managedLifetimeMs;
    },
    fail: () => {
      const error = { code: "ca_error", message: "the certificate authority refused" };
      certificate.status = { issuance: "failed", error };
    },
  });
}

function colons(hex: string): string {
  return hex.replace(/..(?=.)/g, "$&:");
}
