/** The administrator's kubeconfig, as a control plane makes it: a new client certificate with each call. */
import { gzipSync } from "node:zlib";
import { stringify } from "yaml";
import { GrpcStatus } from "../../../wire/grpc/status";
import { issue, talosKeyPem } from "../../pki";
import { TalosStatus } from "../grpc";
import type { TalosMachine } from "../machine/machine";
import { tarArchive } from "./tar-archive";

/** Facts §4.3. */
const lifetimeMs = 8760 * 3_600_000;
const toleranceMs = 10_000;
const fileMode = 0o600;

/**
 * tar.gz with the one file "kubeconfig".
 * @throws TalosStatus when the machine has no authority of Kubernetes.
 */
export async function kubeconfigArchive(machine: TalosMachine, nowMs: number): Promise<Buffer> {
  const { settings } = machine;
  if (settings === undefined || settings.cluster.ca.keyPem === "") {
    throw new TalosStatus(GrpcStatus.FAILED_PRECONDITION, "Kubernetes CA key is not available");
  }
  const { ca, name, endpoint } = settings.cluster;
  const leaf = await issue(ca, {
    subject: { commonName: "admin", organizations: ["system:masters"] },
    usages: ["client"],
    algorithm: "p256",
    notBeforeMs: nowMs - toleranceMs,
    notAfterMs: nowMs + lifetimeMs,
  });
  const base64 = (text: string) => Buffer.from(text, "utf8").toString("base64");
  const user = `admin@${name}`;
  const text = stringify(
    {
      apiVersion: "v1",
      kind: "Config",
      clusters: [{ name, cluster: { server: endpoint, "certificate-authority-data": base64(ca.certificatePem) } }],
      users: [
        {
          name: user,
          user: {
            "client-certificate-data": base64(leaf.certificatePem),
            "client-key-data": base64(talosKeyPem(leaf.keyPem)),
          },
        },
      ],
      contexts: [{ name: user, context: { cluster: name, namespace: "default", user } }],
      "current-context": user,
    },
    { lineWidth: 0 },
  );
  return gzipSync(tarArchive([{ path: "kubeconfig", mode: fileMode, modifiedMs: nowMs, content: Buffer.from(text) }]));
}
