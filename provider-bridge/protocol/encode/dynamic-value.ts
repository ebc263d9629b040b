import type { MessageInit } from "../../../wire/protobuf";
import type { DynamicValue, ResourceIdentityData } from "../../../wire/tfplugin6/generated/tfplugin6";
import type { CtyType } from "../../framework/types/type";
import type { Value } from "../../framework/values/value";
import { encodeExchanged } from "../values";

/** A value as its message; undefined stays out of the answer, which Terraform reads as null. Throws as encodeMsgpack. */
export function valueMessage(value: Value | undefined, type: CtyType): MessageInit<DynamicValue> | undefined {
  return value === undefined ? undefined : { msgpack: encodeExchanged(value, type) };
}

/** A resource identity as its message; undefined where there is none, or the resource has no identity. */
export function identityMessage(
  identity: Value | undefined,
  type: () => CtyType | undefined,
): MessageInit<ResourceIdentityData> | undefined {
  if (identity === undefined || identity === null) return undefined;
  const known = type();
  return known === undefined ? undefined : { identityData: valueMessage(identity, known) };
}
