/** Who may log in: root, by one of the authorised keys, or by the password where there is one. */
import { timingSafeEqual } from "node:crypto";
import { type AuthContext, type ParsedKey, utils } from "ssh2";

/** What a machine accepts at this moment. */
export interface Credentials {
  /** OpenSSH public keys; what is none is passed over, as sshd does. */
  authorizedKeys: readonly string[];
  /** Null: no password will do. */
  rootPassword: string | null;
}

/** Answers one attempt to log in. */
export function authenticate(context: AuthContext, credentials: Credentials): void {
  const { authorizedKeys, rootPassword } = credentials;
  const isGood = context.username === "root" && fits(context, authorizedKeys, rootPassword);
  if (isGood) context.accept();
  else context.reject(rootPassword === null ? ["publickey"] : ["publickey", "password"]);
}

function fits(context: AuthContext, authorizedKeys: readonly string[], rootPassword: string | null): boolean {
  if (context.method === "password") return rootPassword !== null && sameText(context.password, rootPassword);
  if (context.method !== "publickey") return false;
  const offered = context.key.data;
  const key = authorizedKeys.flatMap(parse).find((candidate) => candidate.getPublicSSH().equals(offered));
  if (key === undefined) return false;
  // Without a signature the client only asks whether this key would do.
  if (context.signature === undefined || context.blob === undefined) return true;
  return key.verify(context.blob, context.signature, context.hashAlgo) === true;
}

function parse(text: string): ParsedKey[] {
  const parsed = utils.parseKey(text);
  return parsed instanceof Error ? [] : [parsed].flat();
}

function sameText(given: string, wanted: string): boolean {
  const [first, second] = [Buffer.from(given), Buffer.from(wanted)];
  return first.length === second.length && timingSafeEqual(first, second);
}
