import { identityType } from "../contract/identity-native";
import type { RawState } from "../contract/state-change";
import type { Diagnostic } from "../diagnostics/diagnostic";
import type { Value } from "../values/value";
import { attempt, type Call } from "./attempt";
import { resourceOf } from "./served";
import { thrownText } from "./thrown";

/** A stored identity of another version. */
export interface UpgradeResourceIdentityRequest {
  readonly typeName: string;
  readonly version: number;
  readonly rawIdentity: RawState;
}

/** The identity of the current version; undefined where there are errors. */
export interface UpgradeResourceIdentityResponse {
  readonly identity: Value | undefined;
  readonly diagnostics: readonly Diagnostic[];
}

/** A stored identity in the form of the current version; undefined where there are errors. */
export async function upgradeResourceIdentity(
  call: Call,
  request: UpgradeResourceIdentityRequest,
): Promise<Value | undefined> {
  const { typeName, version, rawIdentity } = request;
  const what = `read the stored identity of ${typeName}`;
  return attempt(call, what, undefined, () => {
    const { identity, upgradeIdentity } = resourceOf(call.engine.provider, typeName);
    if (identity === undefined) {
      call.diagnostics.error(
        `Cannot ${what}`,
        "This version of the provider knows no identity for it. Use a newer one.",
      );
      return undefined;
    }
    const upgrade = upgradeIdentity.get(version);
    if (version !== identity.version && (version > identity.version || upgrade === undefined)) {
      const story =
        version > identity.version ? "was stored by a newer version" : "cannot be read any more by this version";
      const versions = `stored as version ${version}, now ${identity.version}`;
      call.diagnostics.error(`Cannot ${what}`, `It ${story} of the provider (${versions}). Use another version of it.`);
      return undefined;
    }
    try {
      if (version === identity.version) return rawIdentity.decode(identityType(identity));
      return upgrade?.(rawIdentity.json());
    } catch (error) {
      call.diagnostics.error(
        `Cannot ${what}`,
        `${thrownText(error)}.\nIf somebody edited the state by hand, undo that.`,
      );
      return undefined;
    }
  });
}
