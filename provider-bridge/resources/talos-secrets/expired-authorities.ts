import { type SecretsBundle, secrets } from "../../talos-config";

/** What is wrong with CAs of a bundle that have ended: one sentence for each, with what to do. */
export function expiredAuthorities(bundle: SecretsBundle, now: Date): string[] {
  return secrets()
    .bundleExpiry(bundle)
    .filter(({ notAfter }) => notAfter <= now)
    .map(
      ({ path, notAfter }) =>
        `${path}: the CA ended at ${notAfter.toISOString()}, so nothing that it signs is accepted. ` +
        "Rotate it on the cluster (talosctl rotate-ca), or set the clock right, then import the new secrets.yaml.",
    );
}
