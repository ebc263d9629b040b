/** Certificates and keys of exactly the kinds that Talos makes: read, issued, verified. No secrets bundle here. */
export { type CertificateFacts, keyName, parseCertificate, readCertificate } from "./certificate";
export { CertificateError } from "./certificate-error";
export { type CertificateRequest, issueCertificate } from "./issue";
export { ecdsaKeyPair, ed25519KeyPair, type KeyPair, type RandomBytes } from "./key-pair";
export { type PemBlock, readPem, writePem } from "./pem";
export { inspectPrivateKey, type PrivateKey, readPrivateKey } from "./private-key";
export { isSignedBy, type VerifyOptions, verifyProblem } from "./verify";
