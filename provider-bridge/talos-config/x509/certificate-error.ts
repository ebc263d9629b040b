/** A certificate or key that cannot be read; never holds its text. */
export class CertificateError extends Error {
  override readonly name = "CertificateError";
  readonly code: "no_pem" | "malformed" | "unsupported_key";

  constructor(code: CertificateError["code"], problem: string) {
    super(problem);
    this.code = code;
  }
}
