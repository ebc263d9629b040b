import { createPrivateKey, createPublicKey, type KeyObject, sign, verify } from "node:crypto";
import { isObject, type JsonObject } from "../plain/json";

/** Signs and checks tokens with the key of a cluster's service accounts: RSA or EC on P-256. */
export class TokenSigner {
  readonly #privateKey: KeyObject;
  readonly #publicKey: KeyObject;
  readonly algorithm: "RS256" | "ES256";

  /** @throws Error when the text is no private key. */
  constructor(privateKeyPem: string) {
    this.#privateKey = createPrivateKey(privateKeyPem);
    this.#publicKey = createPublicKey(this.#privateKey);
    this.algorithm = this.#privateKey.asymmetricKeyType === "rsa" ? "RS256" : "ES256";
  }

  sign(claims: JsonObject): string {
    const content = `${encode({ alg: this.algorithm, kid: this.#keyId() })}.${encode(claims)}`;
    const signature = sign("sha256", Buffer.from(content), { key: this.#privateKey, dsaEncoding: "ieee-p1363" });
    return `${content}.${signature.toString("base64url")}`;
  }

  /** The claims of a token that this key signed; undefined of any other. */
  verify(token: string): JsonObject | undefined {
    const [header = "", claims = "", signature = "", ...rest] = token.split(".");
    if (signature === "" || rest.length > 0) return undefined;
    const key = { key: this.#publicKey, dsaEncoding: "ieee-p1363" } as const;
    const content = Buffer.from(`${header}.${claims}`);
    if (!verify("sha256", content, key, Buffer.from(signature, "base64url"))) return undefined;
    return decode(claims);
  }

  /** The public key as a set of JSON web keys. */
  keySet(): JsonObject {
    const key: JsonObject = {};
    for (const [name, value] of Object.entries(this.#publicKey.export({ format: "jwk" }))) key[name] = String(value);
    return { keys: [{ ...key, use: "sig", kid: this.#keyId(), alg: this.algorithm }] };
  }

  #keyId(): string {
    return Buffer.from(this.#publicKey.export({ format: "der", type: "spki" }))
      .toString("base64url")
      .slice(-43);
  }
}

function encode(value: JsonObject): string {
  return Buffer.from(JSON.stringify(value)).toString("base64url");
}

function decode(text: string): JsonObject | undefined {
  try {
    const value: unknown = JSON.parse(Buffer.from(text, "base64url").toString("utf8"));
    return isJsonObject(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

function isJsonObject(value: unknown): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value) && isObject({ ...value });
}
