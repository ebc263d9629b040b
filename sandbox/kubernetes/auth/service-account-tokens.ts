import { at, type JsonObject, objectOf, textOf, textsOf } from "../plain/json";
import { nameOf, namespaceOf, uidOf } from "../plain/object-meta";
import { uuid } from "../registry/uuid";
import type { ObjectStore } from "../store/object-store";
import type { TokenSigner } from "./json-web-token";
import { serviceAccountUser, type User } from "./user";

/** A token for a service account. */
export interface TokenOrder {
  readonly serviceAccount: JsonObject;
  readonly audiences: readonly string[];
  readonly expirationSeconds: number;
  /** Default: bound to nothing but the service account. */
  readonly bound?: { readonly kind: string; readonly name: string; readonly uid: string };
  /** A token without end, as Secrets hold it. Default false. */
  readonly isLegacy?: boolean;
}

/** Who a token belongs to, and for whom it is. */
export interface TokenOwner {
  readonly user: User;
  readonly audiences: readonly string[];
}

/** Tokens of service accounts. */
export class ServiceAccountTokens {
  readonly issuer = "https://kubernetes.default.svc.cluster.local";
  readonly #signer: TokenSigner;
  readonly #store: ObjectStore;
  readonly #nowMs: () => number;
  readonly #hex: () => string;

  constructor(parts: { signer: TokenSigner; store: ObjectStore; nowMs: () => number; hex: () => string }) {
    this.#signer = parts.signer;
    this.#store = parts.store;
    this.#nowMs = parts.nowMs;
    this.#hex = parts.hex;
  }

  issue(order: TokenOrder): string {
    const { serviceAccount, bound } = order;
    const [namespace, name] = [namespaceOf(serviceAccount), nameOf(serviceAccount)];
    if (order.isLegacy === true) {
      return this.#signer.sign({
        iss: "kubernetes/serviceaccount",
        "kubernetes.io/serviceaccount/namespace": namespace,
        "kubernetes.io/serviceaccount/service-account.name": name,
        "kubernetes.io/serviceaccount/service-account.uid": uidOf(serviceAccount),
        sub: `system:serviceaccount:${namespace}:${name}`,
      });
    }
    const nowSeconds = Math.floor(this.#nowMs() / 1000);
    return this.#signer.sign({
      aud: [...order.audiences],
      exp: nowSeconds + order.expirationSeconds,
      iat: nowSeconds,
      iss: this.issuer,
      jti: uuid(this.#hex()),
      "kubernetes.io": {
        namespace,
        serviceaccount: { name, uid: uidOf(serviceAccount) },
        ...(bound === undefined ? {} : { [bound.kind.toLowerCase()]: { name: bound.name, uid: bound.uid } }),
      },
      nbf: nowSeconds,
      sub: `system:serviceaccount:${namespace}:${name}`,
    });
  }

  /** Who a token belongs to; undefined where it is no token of this cluster, too old, or its account is gone. */
  ownerOf(token: string): TokenOwner | undefined {
    const claims = this.#signer.verify(token);
    if (claims === undefined) return undefined;
    if (claims["iss"] === "kubernetes/serviceaccount") {
      const namespace = textOf(claims["kubernetes.io/serviceaccount/namespace"]);
      const name = textOf(claims["kubernetes.io/serviceaccount/service-account.name"]);
      const uid = textOf(claims["kubernetes.io/serviceaccount/service-account.uid"]);
      const user = this.#user(namespace, name, uid);
      return user === undefined ? undefined : { user, audiences: [this.issuer] };
    }
    const expires = claims["exp"];
    if (claims["iss"] !== this.issuer || typeof expires !== "number" || expires * 1000 < this.#nowMs())
      return undefined;
    const own = objectOf(claims["kubernetes.io"]);
    const [name, uid] = [textOf(at(own, "serviceaccount", "name")), textOf(at(own, "serviceaccount", "uid"))];
    const user = this.#user(textOf(own["namespace"]), name, uid);
    if (user === undefined || !this.#isBoundThere(own)) return undefined;
    const extra = { "authentication.kubernetes.io/credential-id": [`JTI=${textOf(claims["jti"])}`] };
    return { user: { ...user, extra: { ...extra, ...podExtra(own) } }, audiences: textsOf(claims["aud"]) };
  }

  keySet(): JsonObject {
    return this.#signer.keySet();
  }

  #user(namespace: string, name: string, uid: string): User | undefined {
    const account = this.#store.get({ resource: "/serviceaccounts", namespace, name });
    return account === undefined || uidOf(account) !== uid ? undefined : serviceAccountUser(namespace, name, uid);
  }

  #isBoundThere(own: JsonObject): boolean {
    for (const kind of ["pod", "secret"]) {
      const bound = own[kind];
      if (bound === undefined) continue;
      const key = { resource: `/${kind}s`, namespace: textOf(own["namespace"]), name: textOf(at(bound, "name")) };
      const found = this.#store.get(key);
      if (found === undefined || uidOf(found) !== at(bound, "uid")) return false;
    }
    return true;
  }
}

function podExtra(own: JsonObject): Record<string, readonly string[]> {
  const name = textOf(at(own, "pod", "name"));
  if (name === "") return {};
  return {
    "authentication.kubernetes.io/pod-name": [name],
    "authentication.kubernetes.io/pod-uid": [textOf(at(own, "pod", "uid"))],
  };
}
