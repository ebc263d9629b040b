import { createHash, createHmac, createPrivateKey, type KeyObject, sign } from "node:crypto";
import { CertificateError } from "./certificate-error";
import { type Der, der } from "./der";
import { p256Order, publicPoint } from "./key-pair";

/** A signature with the identifier of its algorithm. */
export interface Signature {
  readonly algorithm: Der;
  readonly bytes: Buffer;
}

/** The algorithm that a key signs with. Throws CertificateError for other keys than Talos's. */
export function signatureAlgorithm(key: KeyObject): Der {
  switch (key.asymmetricKeyType) {
    case "ed25519":
      return der.sequence(der.oid("1.3.101.112"));
    case "ec":
      return der.sequence(der.oid("1.2.840.10045.4.3.2"));
    case "rsa":
      return der.sequence(der.oid("1.2.840.113549.1.1.11"), der.null());
    default:
      throw new CertificateError("unsupported_key", `Cannot sign with a key of type "${key.asymmetricKeyType}"`);
  }
}

/** Signs; the same key and bytes always give the same signature. */
export function signBytes(key: KeyObject, bytes: Buffer): Buffer {
  if (key.asymmetricKeyType === "ed25519") return sign(null, bytes, key);
  if (key.asymmetricKeyType === "ec" && key.asymmetricKeyDetails?.namedCurve === "prime256v1")
    return signEcdsa(key, bytes);
  return sign("sha256", bytes, key);
}

/**
 * ECDSA on P-256 with the nonce of RFC 6979, because Node draws it at random and a certificate that is issued
 * again from the same secrets has to be the same. The point arithmetic is OpenSSL's; only the scalars are here.
 */
function signEcdsa(key: KeyObject, bytes: Buffer): Buffer {
  const secret = Buffer.from(
    createPrivateKey(key.export({ format: "pem", type: "pkcs8" })).export({ format: "jwk" }).d ?? "",
    "base64url",
  );
  const private_ = number(secret);
  const hash = createHash("sha256").update(bytes).digest();
  const message = number(hash) % p256Order;
  for (const nonce of nonces(private_, message)) {
    const r = number(publicPoint(padded(nonce)).subarray(1, 33)) % p256Order;
    const s = (inverse(nonce) * ((message + r * private_) % p256Order)) % p256Order;
    if (r !== 0n && s !== 0n) return der.sequence(der.integer(padded(r)), der.integer(padded(s)));
  }
  throw new CertificateError("unsupported_key", "Cannot sign: no nonce fits the key");
}

/** Candidates for the nonce, RFC 6979 section 3.2; the first almost always fits. */
function* nonces(secret: bigint, message: bigint): Generator<bigint> {
  const seed = Buffer.concat([padded(secret), padded(message)]);
  const hmac = (key: Buffer, ...parts: Uint8Array[]) => createHmac("sha256", key).update(Buffer.concat(parts)).digest();
  let v: Buffer = Buffer.alloc(32, 1);
  let k: Buffer = Buffer.alloc(32, 0);
  for (const separator of [0, 1]) {
    k = hmac(k, v, Buffer.from([separator]), seed);
    v = hmac(k, v);
  }
  for (let attempt = 0; attempt < 100; attempt += 1) {
    v = hmac(k, v);
    const candidate = number(v);
    if (candidate > 0n && candidate < p256Order) yield candidate;
    k = hmac(k, v, Buffer.from([0]));
    v = hmac(k, v);
  }
}

function number(bytes: Buffer): bigint {
  return BigInt(`0x${bytes.toString("hex") || "0"}`);
}

function padded(value: bigint): Buffer {
  return Buffer.from(value.toString(16).padStart(64, "0"), "hex");
}

/** The inverse modulo the prime order of the curve, by the extended Euclidean algorithm. */
function inverse(value: bigint): bigint {
  let [low, high] = [value % p256Order, p256Order];
  let [a, b] = [1n, 0n];
  while (low > 1n) {
    const quotient = high / low;
    [low, high] = [high % low, low];
    [a, b] = [b - quotient * a, a];
  }
  return ((a % p256Order) + p256Order) % p256Order;
}
