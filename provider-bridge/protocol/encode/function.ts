import type { MessageInit } from "../../../wire/protobuf";
import {
  type Function as FunctionMessage,
  type FunctionParameter,
  StringKind,
} from "../../../wire/tfplugin6/generated/tfplugin6";
import type { FunctionDefinition, Parameter } from "../../framework/contract/function-definition";
import { typeText } from "../values";

/** Functions by name, as messages. */
export function functionMessages(
  functions: ReadonlyMap<string, FunctionDefinition>,
): ReadonlyMap<string, MessageInit<FunctionMessage>> {
  return new Map([...functions].map(([name, definition]) => [name, functionMessage(definition)]));
}

function functionMessage(definition: FunctionDefinition): MessageInit<FunctionMessage> {
  return {
    parameters: definition.parameters.map(parameterMessage),
    variadicParameter: definition.variadic === undefined ? undefined : parameterMessage(definition.variadic),
    return: { type: Buffer.from(typeText(definition.returns.cty)) },
    summary: definition.summary,
    description: definition.description,
    descriptionKind: StringKind.MARKDOWN,
    deprecationMessage: definition.deprecated,
  };
}

function parameterMessage(parameter: Parameter): MessageInit<FunctionParameter> {
  return {
    name: parameter.name,
    type: Buffer.from(typeText(parameter.type.cty)),
    allowNullValue: parameter.allowNull ?? false,
    allowUnknownValues: parameter.allowUnknown ?? false,
    description: parameter.description,
    descriptionKind: StringKind.MARKDOWN,
  };
}
