/**
 * Certificates of the machines and clusters that the sandbox plays: authorities, leaves, signed requests, fingerprints.
 * Here belongs what any X.509 user would want; never which certificate Talos or Kubernetes asks for, nor any TLS.
 */
export { type CertificateOptions, issue, selfSigned, signRequest } from "./certify";
export { certificateOrganizations } from "./facts";
export { type KeyPair, nodeKeyPem, talosKeyPem } from "./key-pair";
export { type CertificateRequest, createRequest } from "./request";
