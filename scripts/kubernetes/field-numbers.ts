import { objectOf } from "./plain";
import { protobufName } from "./type-name";

/** Protobuf messages by name: number → field. */
export type ProtobufMessages = Readonly<Record<string, unknown>>;

/**
 * Field numbers of a type, by the JSON name in lower case. A field that JSON shows in its parent ("inline") has a path of
 * numbers: "2.5".
 */
export function fieldNumbers(typeName: string, messages: ProtobufMessages): ReadonlyMap<string, string> {
  return numbersOf(protobufName(typeName), messages, "");
}

function numbersOf(message: string, messages: ProtobufMessages, path: string): ReadonlyMap<string, string> {
  const numbers = new Map<string, string>();
  for (const [number, value] of Object.entries(objectOf(messages[message]))) {
    const field = objectOf(value);
    const here = `${path}${number}`;
    if (field["inline"] === true) {
      for (const [name, deeper] of numbersOf(String(field["type"]), messages, `${here}.`)) numbers.set(name, deeper);
    } else numbers.set(String(field["name"]).toLowerCase(), here);
  }
  return numbers;
}
