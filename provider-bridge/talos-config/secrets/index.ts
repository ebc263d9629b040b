/** The secrets bundle of a cluster: made, read, written, checked; never a machine configuration. */
export type { CertificateAndKey, SecretsBundle } from "./bundle";
export { parseBundle } from "./parse";
export { writeBundle } from "./write";
