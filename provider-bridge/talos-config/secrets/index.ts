/** The secrets bundle of a cluster: made, read, written, checked; never a machine configuration. */
export type { CertificateAndKey, SecretsBundle } from "./bundle";
export {
  type ClientCertificate,
  type ClientCertificateOptions,
  issueClientCertificate,
  issueKubernetesAdminCertificate,
  knownRoles,
} from "./client-certificate";
export { type BundleExpiry, bundleExpiry } from "./expiry";
export { bundleFromConfig } from "./from-config";
export { type MakeBundleOptions, makeBundle } from "./make";
export { parseBundle } from "./parse";
export { type BundleIssue, validateBundle } from "./validate";
export { writeBundle } from "./write";
