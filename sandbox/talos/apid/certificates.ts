/** The certificates that a machine shows: self-made in maintenance, of the cluster's authority afterwards. */
import { isIP } from "node:net";
import { issue, type KeyPair, nodeKeyPem, selfSigned } from "../../pki";
import type { TalosMachine } from "../machine/machine";

const hourMs = 3_600_000;
/** Of the server certificate (facts §3.1, §3.4). */
const lifetimeHours = 24;
/** Clients may be a little behind. */
const toleranceMs = 10 * 60_000;

/** The certificate of maintenance mode: a new authority at each boot, and a leaf for the addresses of the moment. */
export async function maintenanceKeyPair(machine: TalosMachine, nowMs: number): Promise<KeyPair> {
  const validity = validityOf(machine, nowMs);
  const authority = await selfSigned({ subject: { organizations: ["talos"] }, ...validity });
  return issue(authority, {
    subject: { commonName: "maintenance-service.talos.dev" },
    ips: [...machine.addresses.map((address) => address.ip)],
    dnsNames: [machine.hostname],
    usages: ["server"],
    ...validity,
  });
}

/** The certificate of a configured machine, signed by `authority` (its own key on a control plane, trustd's on a worker). */
export function serverKeyPair(machine: TalosMachine, authority: KeyPair, nowMs: number): Promise<KeyPair> {
  const sans = machine.settings?.certSans ?? [];
  const isIp = (name: string) => isIP(name) !== 0;
  const fullName = machine.settings?.hostname || machine.server.name;
  return issue(authority, {
    subject: { commonName: machine.hostname, organizations: ["talos"] },
    ips: unique(["127.0.0.1", ...machine.addresses.map((address) => address.ip), ...sans.filter(isIp)]),
    dnsNames: unique([machine.hostname, fullName, ...sans.filter((name) => !isIp(name))]),
    usages: ["server"],
    ...validityOf(machine, nowMs),
  });
}

/** The authority of a machine's own configuration, with a key that Node reads; without key on a worker. */
export function authorityOf(machine: TalosMachine): KeyPair | undefined {
  const ca = machine.settings?.machineCa;
  if (ca === undefined || ca.certificatePem === "" || ca.keyPem === "") return undefined;
  return { certificatePem: ca.certificatePem, keyPem: nodeKeyPem(ca.keyPem) };
}

/** Clients hold certificates against this computer's clock, which simulated time runs away from; only its error counts. */
function validityOf(machine: TalosMachine, nowMs: number): { notBeforeMs: number; notAfterMs: number } {
  const isExpired = machine.world.faults.take("talos", "certificate-expired", machine.server.name) !== undefined;
  const startMs = nowMs + machine.clockSkewMs - (isExpired ? 2 * lifetimeHours * hourMs : 0);
  return { notBeforeMs: startMs - toleranceMs, notAfterMs: startMs + lifetimeHours * hourMs };
}

function unique(names: readonly string[]): string[] {
  return [...new Set(names.filter((name) => name !== ""))];
}
