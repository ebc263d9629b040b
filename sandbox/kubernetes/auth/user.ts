/** Who asks and what they may: authentication, RBAC, tokens. Never what a kind means. */

/** A user as the API server knows them. */
export interface User {
  readonly name: string;
  /** "" where there is none. */
  readonly uid: string;
  readonly groups: readonly string[];
  readonly extra: Readonly<Record<string, readonly string[]>>;
}

/** Someone without credentials. */
export const anonymous: User = {
  name: "system:anonymous",
  uid: "",
  groups: ["system:unauthenticated"],
  extra: {},
};

/** A component of the control plane: may do everything. */
export function component(name: string): User {
  return { name, uid: "", groups: ["system:masters", "system:authenticated"], extra: {} };
}

/** What a service account is called, and the groups it is in. */
export function serviceAccountUser(namespace: string, name: string, uid: string): User {
  return {
    name: `system:serviceaccount:${namespace}:${name}`,
    uid,
    groups: ["system:serviceaccounts", `system:serviceaccounts:${namespace}`, "system:authenticated"],
    extra: {},
  };
}
