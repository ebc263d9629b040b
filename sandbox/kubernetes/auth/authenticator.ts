import { timingSafeEqual } from "node:crypto";
import { ApiError, badRequest } from "../api/api-error";
import { type JsonObject, objectOf, textOf } from "../plain/json";
import type { ObjectStore } from "../store/object-store";
import type { ServiceAccountTokens } from "./service-account-tokens";
import { anonymous, type User } from "./user";

/** What a request says of its sender. */
export interface Credentials {
  /** The Authorization header. */
  readonly authorization: string | undefined;
  /** Of a client certificate; its name is "" where the cluster's CA did not sign it; absent: none was shown. */
  readonly certificate: { readonly commonName: string; readonly organizations: readonly string[] } | undefined;
}

/** Tells who sent a request. */
export class Authenticator {
  readonly #store: ObjectStore;
  readonly #tokens: ServiceAccountTokens;
  readonly #staticTokens: ReadonlyMap<string, User>;
  readonly #nowMs: () => number;

  constructor(parts: {
    store: ObjectStore;
    tokens: ServiceAccountTokens;
    staticTokens: ReadonlyMap<string, User>;
    nowMs: () => number;
  }) {
    this.#store = parts.store;
    this.#tokens = parts.tokens;
    this.#staticTokens = parts.staticTokens;
    this.#nowMs = parts.nowMs;
  }

  /** @throws ApiError 401 for a token that nobody knows */
  authenticate({ authorization, certificate }: Credentials): User {
    if (certificate !== undefined && certificate.commonName !== "") {
      const { commonName, organizations } = certificate;
      return { name: commonName, uid: "", groups: [...organizations, "system:authenticated"], extra: {} };
    }
    const token = /^bearer +(\S+)(?: |$)/i.exec(authorization ?? "")?.[1];
    if (token === undefined) {
      if (certificate === undefined) return anonymous;
      // Someone else's certificate authority, or one that is over; a token beside it would count.
      throw new ApiError(401, "Unauthorized", "Unauthorized");
    }
    const user = this.userOf(token, [this.#tokens.issuer])?.user;
    if (user === undefined) throw new ApiError(401, "Unauthorized", "Unauthorized");
    return user;
  }

  /** The owner of a token that is meant for one of these audiences, and which of them. */
  userOf(token: string, audiences: readonly string[]): { user: User; audiences: readonly string[] } | undefined {
    const known = this.#staticTokens.get(token) ?? this.#bootstrapUser(token);
    if (known !== undefined) return { user: known, audiences };
    const owner = this.#tokens.ownerOf(token);
    const shared = owner?.audiences.filter((audience) => audiences.includes(audience)) ?? [];
    return owner === undefined || shared.length === 0 ? undefined : { user: owner.user, audiences: shared };
  }

  #bootstrapUser(token: string): User | undefined {
    const [, id = "", secret = ""] = /^([a-z0-9]{6})\.([a-z0-9]{16})$/.exec(token) ?? [];
    if (id === "") return undefined;
    const found = this.#store.get({ resource: "/secrets", namespace: "kube-system", name: `bootstrap-token-${id}` });
    if (found === undefined || found["type"] !== "bootstrap.kubernetes.io/token") return undefined;
    const data = objectOf(found["data"]);
    const expires = fromBase64(data, "expiration");
    if (
      fromBase64(data, "usage-bootstrap-authentication") !== "true" ||
      !isSame(fromBase64(data, "token-secret"), secret)
    )
      return undefined;
    if (expires !== "" && Date.parse(expires) < this.#nowMs()) return undefined;
    const groups = fromBase64(data, "auth-extra-groups")
      .split(",")
      .filter((group) => group !== "");
    return {
      name: `system:bootstrap:${id}`,
      uid: "",
      groups: ["system:bootstrappers", ...groups, "system:authenticated"],
      extra: {},
    };
  }
}

function fromBase64(data: JsonObject, name: string): string {
  return Buffer.from(textOf(data[name]), "base64").toString("utf8");
}

function isSame(a: string, b: string): boolean {
  return a.length === b.length && timingSafeEqual(Buffer.from(a), Buffer.from(b));
}

/** Reads the Impersonate-* headers; undefined: there are none. @throws ApiError 400 for groups without a user */
export function impersonated(headers: ReadonlyMap<string, readonly string[]>): User | undefined {
  const first = (name: string) => headers.get(name)?.[0] ?? "";
  const [name, uid] = [first("impersonate-user"), first("impersonate-uid")];
  const groups = headers.get("impersonate-group") ?? [];
  const extra: Record<string, readonly string[]> = {};
  for (const [header, values] of headers) {
    if (header.startsWith("impersonate-extra-"))
      extra[decodeURIComponent(header.slice("impersonate-extra-".length))] = values;
  }
  if (name === "") {
    if (uid === "" && groups.length === 0 && Object.keys(extra).length === 0) return undefined;
    const shown = groups.map((group) => JSON.stringify(group)).join(", ");
    throw badRequest(
      `requested &user.DefaultInfo{Name:"", UID:${JSON.stringify(uid)}, Groups:[]string{${shown}}, Extra:map[string][]string(nil)} without impersonating a user name`,
    );
  }
  return { name, uid, groups: groupsOf(name, groups), extra };
}

function groupsOf(name: string, groups: readonly string[]): readonly string[] {
  const [, namespace] = /^system:serviceaccount:([^:]+):[^:]+$/.exec(name) ?? [];
  const implied =
    namespace === undefined || groups.length > 0
      ? []
      : ["system:serviceaccounts", `system:serviceaccounts:${namespace}`];
  const last = name === "system:anonymous" ? "system:unauthenticated" : "system:authenticated";
  return [...new Set([...groups, ...implied, last])];
}
