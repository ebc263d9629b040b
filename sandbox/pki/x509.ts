import type { KeyObject } from "node:crypto";

type X509 = typeof import("@peculiar/x509");

let loaded: X509 | undefined;

/** The library. Loading costs 80 ms, so only who makes a certificate pays for it. */
export function loadX509(): X509 {
  if (loaded === undefined) {
    require("reflect-metadata");
    loaded = require("@peculiar/x509") as X509; // what the package says of itself
  }
  return loaded;
}

/** Whom a certificate, or a request for one, is about. */
export interface SubjectNames {
  readonly commonName?: string;
  readonly organizations?: readonly string[];
}

/** Organizations first, then the common name, each a part of its own, as Go writes and sorts them. */
export function nameOf(subject: SubjectNames): { [type: string]: string[] }[] {
  const organizations = (subject.organizations ?? []).map((organization) => ({ O: [organization] }));
  return subject.commonName === undefined ? organizations : [...organizations, { CN: [subject.commonName] }];
}

/** As Web Crypto names it. */
export interface SignatureAlgorithm {
  readonly name: string;
  readonly hash?: string;
  readonly namedCurve?: string;
}

/** How a key signs. @throws TypeError for one that no certificate here is signed with */
export function signatureAlgorithm(key: KeyObject): SignatureAlgorithm {
  switch (key.asymmetricKeyType) {
    case "ed25519":
      return { name: "Ed25519" };
    case "rsa":
      return { name: "RSASSA-PKCS1-v1_5", hash: "SHA-256" };
    case "ec": {
      const curves: Record<string, string> = { prime256v1: "P-256", secp384r1: "P-384", secp521r1: "P-521" };
      const namedCurve = curves[key.asymmetricKeyDetails?.namedCurve ?? ""];
      if (namedCurve !== undefined) return { name: "ECDSA", hash: "SHA-256", namedCurve };
    }
  }
  const kind = key.asymmetricKeyDetails?.namedCurve ?? key.asymmetricKeyType;
  throw new TypeError(`Cannot sign with a key of kind "${kind}": Ed25519, RSA or a NIST curve is wanted`);
}
