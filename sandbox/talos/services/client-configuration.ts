/** A talosconfig made by the machine itself. */
import { stringify } from "yaml";
import { GrpcStatus } from "../../../wire/grpc/status";
import { issue, talosKeyPem } from "../../pki";
import { authorityOf } from "../apid/certificates";
import { TalosStatus } from "../grpc";
import type { TalosMachine } from "../machine/machine";

const toleranceMs = 60_000;

/** What GenerateClientConfiguration answers. */
export interface ClientConfiguration {
  readonly ca: Uint8Array;
  readonly crt: Uint8Array;
  readonly key: Uint8Array;
  readonly talosconfig: Uint8Array;
}

/**
 * A client certificate with these roles, and a talosconfig around it.
 * @throws TalosStatus when the machine has no authority.
 */
export async function generateClientConfiguration(
  machine: TalosMachine,
  roles: readonly string[],
  lifetimeMs: number,
  nowMs: number,
): Promise<ClientConfiguration> {
  const authority = authorityOf(machine);
  if (lifetimeMs <= 0) throw new TalosStatus(GrpcStatus.INVALID_ARGUMENT, "crt_ttl should be positive");
  if (authority === undefined) throw new TalosStatus(GrpcStatus.FAILED_PRECONDITION, "Talos CA key is not available");
  const leaf = await issue(authority, {
    subject: { organizations: roles },
    usages: ["client"],
    notBeforeMs: nowMs - toleranceMs,
    notAfterMs: nowMs + lifetimeMs,
  });
  const [ca, crt, key] = [authority.certificatePem, leaf.certificatePem, talosKeyPem(leaf.keyPem)].map((pem) =>
    Buffer.from(pem, "utf8"),
  );
  const cluster = machine.settings?.cluster.name ?? "";
  const [role = ""] = roles;
  const name = roles.length === 1 ? `${role.replace(/^os:/, "")}@${cluster}` : cluster;
  const [ca64, crt64, key64] = [ca, crt, key].map((bytes) => bytes?.toString("base64") ?? "");
  const context = { endpoints: [], ca: ca64, crt: crt64, key: key64 };
  const talosconfig = Buffer.from(
    stringify({ context: name, contexts: { [name]: context } }, { indent: 4, lineWidth: 0 }),
  );
  const none = Buffer.alloc(0);
  return { ca: ca ?? none, crt: crt ?? none, key: key ?? none, talosconfig };
}
