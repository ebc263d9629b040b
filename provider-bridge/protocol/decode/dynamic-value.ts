import type { DynamicValue, ResourceIdentityData } from "../../../wire/tfplugin6/generated/tfplugin6";
import { DiagnosticError } from "../../framework/diagnostics/diagnostic";
import type { CtyType } from "../../framework/types/type";
import type { Value } from "../../framework/values/value";
import { decodeExchanged, decodeJson } from "../values";

/**
 * A value from its message; one without bytes is null (OpenTofu sends null arguments so).
 *
 * @throws DiagnosticError when the bytes are no value of this type.
 */
export function decodeValue(message: DynamicValue | undefined, type: CtyType): Value {
  if (message === undefined) return null;
  try {
    if (message.msgpack.length > 0) return decodeExchanged(message.msgpack, type);
    return message.json.length > 0 ? decodeJson(message.json, type) : null;
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    throw new DiagnosticError(
      "Cannot read a value that Terraform sent",
      `${error.message}. Terraform and the provider do not agree on the schema: run "terraform init -upgrade"; if it ` +
        "stays, it is a bug of the provider, please report it.",
      { cause: error },
    );
  }
}

/** A resource identity; undefined where none was sent, or the resource has none. */
export function decodeIdentity(
  message: ResourceIdentityData | undefined,
  type: () => CtyType | undefined,
): Value | undefined {
  if (message?.identityData === undefined) return undefined;
  const known = type();
  return known === undefined ? undefined : decodeValue(message.identityData, known);
}
