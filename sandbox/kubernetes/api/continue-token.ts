import { ApiError, badRequest } from "./api-error";

/** Where a list goes on: which snapshot, and behind which path. */
export interface ContinueToken {
  /** -1: whatever is there now. */
  readonly revision: number;
  /** The last object before: its name, with its namespace in front ("namespace/name") in a list of several. */
  readonly after: string;
}

/** As text. */
export function writeContinueToken({ revision, after }: ContinueToken): string {
  return Buffer.from(JSON.stringify({ v: "meta.k8s.io/v1", rv: revision, start: `${after}\u0000` })).toString(
    "base64url",
  );
}

/** @throws ApiError 400 */
export function readContinueToken(text: string): ContinueToken {
  const decoded = Buffer.from(text, "base64url").toString("utf8");
  let value: unknown;
  try {
    value = JSON.parse(decoded);
  } catch {
    const first = Buffer.from(text, "base64url")[0] ?? 0;
    const shown = first >= 0x80 ? `\\u00${first.toString(16)}` : String.fromCharCode(first);
    throw badRequest(
      `invalid continue token: continue key is not valid: invalid character '${shown}' looking for beginning of value`,
    );
  }
  const fields = new Map(typeof value === "object" && value !== null ? Object.entries(value) : []);
  const [version, revision, start] = [fields.get("v"), fields.get("rv"), fields.get("start")];
  if (version !== "meta.k8s.io/v1") {
    throw badRequest(
      `invalid continue token: continue key is not valid: server does not recognize this encoded version ${String(version)}`,
    );
  }
  if (typeof revision !== "number" || typeof start !== "string") {
    throw badRequest(
      "invalid continue token: continue key is not valid: incorrect encoded start resourceVersion (version meta.k8s.io/v1)",
    );
  }
  return { revision, after: start.split("\u0000")[0] ?? "" };
}

/** 410 for a snapshot that is forgotten; the token in it goes on with what is there now. */
export function expiredContinue(token: ContinueToken): ApiError {
  const inconsistent = writeContinueToken({ revision: -1, after: token.after });
  const error = new ApiError(
    410,
    "Expired",
    "The provided continue parameter is too old to display a consistent list result. You can start a new list without " +
      "the continue parameter, or use the continue token in this response to retrieve the remainder of the results. " +
      "Continuing with the provided token results in an inconsistent list - objects that were created, modified, or deleted " +
      "between the time the first chunk was returned and now may show up in the list.",
  );
  return new ExpiredContinue(error, inconsistent);
}

class ExpiredContinue extends ApiError {
  readonly #token: string;

  constructor(error: ApiError, token: string) {
    super(error.code, error.reason, error.message);
    this.#token = token;
  }

  override status(): ReturnType<ApiError["status"]> {
    return { ...super.status(), metadata: { continue: this.#token } };
  }
}
