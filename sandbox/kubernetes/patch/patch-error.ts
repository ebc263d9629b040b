/** A patch that cannot be applied; `kind` decides how it is answered. */
export class PatchError extends Error {
  override readonly name = "PatchError";
  /** "malformed" is a 400, "too large" a 413, "unprocessable" a 422, "internal" a 500. */
  readonly kind: "malformed" | "too large" | "unprocessable" | "internal";

  constructor(kind: PatchError["kind"], message: string) {
    super(message);
    this.kind = kind;
  }
}
